import CloudDocuments
import Diagnostics

/// The conditions of a statement on where requests come from.
struct NetworkLimits {
  let conditions: [PolicyCondition]
  /// Whether nothing else limits the statement: every other condition holds for any request that a
  /// server, a client or a browser sends.
  let isSole: Bool

  /// nil for a statement without such conditions.
  init?(_ statement: PolicyStatement) {
    let keys: Set = ["aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip"]
    conditions = statement.conditions.filter { keys.contains($0.key.value.lowercased()) }
    guard !conditions.isEmpty else { return nil }
    let isOpen = conditions.flatMap(\.values).contains { PolicyResource.isOpen($0.value) }
    let others = statement.conditions.filter { !keys.contains($0.key.value.lowercased()) }
    isSole =
      !isOpen && others.allSatisfy(\.holdsForUsers)
      && conditions.allSatisfy { $0.baseName.contains("not") || $0.isAbsence }
  }
}

extension PolicyCondition {
  /// The operator in lower case, without its quantifier and `IfExists`.
  var baseName: String {
    var name = comparison.value.lowercased()[...]
    for prefix in ["foranyvalue:", "forallvalues:"] where name.hasPrefix(prefix) {
      name = name.dropFirst(prefix.count)
    }
    if name.hasSuffix("ifexists") { name = name.dropLast("ifexists".count) }
    return String(name)
  }

  /// Whether the condition requires the key to be absent from the request.
  var isAbsence: Bool {
    baseName == "null" && !values.isEmpty && values.allSatisfy { $0.value.lowercased() == "true" }
  }

  /// Whether the condition excludes only private addresses, from which AWS never sees a request.
  var holdsEverywhere: Bool {
    baseName == "notipaddress" && !values.isEmpty
      && values.allSatisfy { AddressRange.isPrivate($0.value) }
  }

  /// Whether the condition only exempts AWS services that act for someone.
  fileprivate var holdsForUsers: Bool {
    ["aws:viaawsservice", "aws:principalisawsservice"].contains(key.value.lowercased())
      && baseName == "bool" && values.allSatisfy { $0.value.lowercased() == "false" }
  }
}

/// Statements of bucket policies for the examples in rule documentation.
enum NetworkExample {
  static func denial(_ condition: String) -> Example {
    let resources = #"["arn:aws:s3:::wandb-files", "arn:aws:s3:::wandb-files/*"]"#
    return ExamplePolicy.document(
      "s3-bucket-policy",
      ExamplePolicy.bucket(#"{"AWS": "arn:aws:iam::123456789012:role/wandb"}"#) + [
        """
        {
          "Sid": "Network",
          "Effect": "Deny",
          "Principal": "*",
          "Action": "s3:*",
          "Resource": \(resources),
          "Condition": {
            \(condition)
          }
        }
        """
      ])
  }
}
