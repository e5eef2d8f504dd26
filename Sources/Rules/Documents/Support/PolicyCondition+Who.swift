import CloudDocuments
import Diagnostics
import Settings

/// Whether conditions limit who is meant by a principal that is everyone.
extension PolicyCondition {
  /// Whether the condition limits access to particular sources or principals.
  var saysWho: Bool {
    let key = self.key.value.lowercased()
    return isPositive && !isFlag && Self.identifies(key) && !values.isEmpty
      && values.allSatisfy { Self.isNarrow($0, key) }
  }

  /// Whether values are compared literally, without wildcards.
  var isLiteral: Bool { comparison.value.lowercased().contains("stringequals") }

  /// Whether ARNs are compared.
  var isOfNames: Bool { comparison.value.lowercased().contains("arn") }

  /// Whether a Boolean is compared, which identifies nobody.
  private var isFlag: Bool {
    let name = comparison.value.lowercased()
    return name.hasPrefix("bool") || name.hasSuffix(":bool")
  }

  /// Whether a condition key identifies a source or a principal.
  ///
  /// Source: IAM user guide, "AWS global condition context keys"; S3 user guide, "The meaning of
  /// public".
  private static func identifies(_ key: String) -> Bool {
    guard !["aws:principaltype", "aws:principalisawsservice"].contains(key) else { return false }
    return ["aws:source", "aws:principal", "s3:dataaccesspoint"].contains { key.hasPrefix($0) }
      || ["aws:userid", "aws:username", "kms:calleraccount", "aws:vpcsourceip"].contains(key)
  }

  private static func isNarrow(_ value: Located, _ key: String) -> Bool {
    if PolicyResource.isOpen(value.value) { return true }
    switch key {
    case "aws:sourceip", "aws:vpcsourceip": return isNarrow(range: value.value)
    case "aws:sourcearn", "aws:principalarn": return isNarrow(name: value)
    default:
      // `AROA…:*` is every session of one role; `o-*` is every organization.
      let literal = value.value.prefix { $0 != "*" && $0 != "?" }
      return literal.utf8.count == value.value.utf8.count || literal.utf8.count >= 8
    }
  }

  /// Whether an address range is narrow: two ranges of length 1 already cover all addresses.
  private static func isNarrow(range text: String) -> Bool {
    guard case .success(let range) = AddressRange.read(text) else { return true }
    return range.prefix >= 8
  }

  /// Whether an ARN names an account, or a bucket, whose name is globally unique.
  private static func isNarrow(name: Located) -> Bool {
    guard let name = PolicyResource(name) else { return !Wildcard.isIn(name.value) }
    if PolicyResource.isKnown(name.account) { return true }
    guard name.service == "s3", let first = name.resource.first else { return false }
    return first != "*" && first != "?"
  }
}
