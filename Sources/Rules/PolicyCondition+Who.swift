import CloudDocuments
import Diagnostics
import Settings

/// Whether a condition says who is meant by a principal that is everybody.
extension PolicyCondition {
  var saysWho: Bool {
    let key = self.key.value.lowercased()
    return isPositive && !isFlag && Self.identifies(key) && !values.isEmpty
      && values.allSatisfy { Self.isNarrow($0, key) }
  }

  /// Whether values are compared letter by letter, so that a star is a star.
  var isLiteral: Bool { comparison.value.lowercased().contains("stringequals") }

  /// Whether ARNs are compared.
  var isOfNames: Bool { comparison.value.lowercased().contains("arn") }

  /// Whether a yes or no is asked for, which names nobody.
  private var isFlag: Bool {
    let name = comparison.value.lowercased()
    return name.hasPrefix("bool") || name.hasSuffix(":bool")
  }

  /// Source: IAM user guide, "AWS global condition context keys", and "The meaning of public" in
  /// the guide of S3.
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

  /// Half of all addresses are two of the widest ranges.
  private static func isNarrow(range text: String) -> Bool {
    guard case .success(let range) = AddressRange.read(text) else { return true }
    return range.prefix >= 8
  }

  /// Whether an ARN names an account, or a bucket, which is one in the world.
  private static func isNarrow(name: Located) -> Bool {
    guard let name = PolicyResource(name) else { return !Wildcard.isIn(name.value) }
    if PolicyResource.isKnown(name.account) { return true }
    guard name.service == "s3", let first = name.resource.first else { return false }
    return first != "*" && first != "?"
  }
}
