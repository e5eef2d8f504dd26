package import Diagnostics

/// The output of `terraform show -json PLAN`.
///
/// Source: Terraform, "JSON Output Format", format version 1.
package struct PlanFile: Sendable {
  /// What Terraform would do to the resources.
  package let changes: [Change]

  /// One entry of `resource_changes`.
  package struct Change: Sendable {
    /// `module.wandb.aws_s3_bucket.file_storage`.
    package let address: Located
    /// `aws_s3_bucket`.
    package let type: String
    /// `delete` and its like, in the order in which Terraform would do them.
    package let actions: [String]
    /// Why Terraform would replace the resource, in its own word; nil if it says nothing.
    package let reason: String?
  }

  /// Reads a plan; nil for a text that is not one.
  package static func read(_ file: SourceFile, _ id: FileID) -> PlanFile? {
    var problems = DiagnosticBag()
    guard let value = HCLJSONReader.read(file, id, for: .plain, &problems),
      case .object(let root) = value.kind, variables(of: root) != nil
    else { return nil }
    return PlanFile(changes: root["resource_changes"].map(changes) ?? [])
  }

  private static func changes(_ list: HCLValue) -> [Change] {
    guard case .list(let elements) = list.kind else { return [] }
    return elements.compactMap { element in
      guard case .object(let members) = element.kind,
        let address = members["address"], let name = address.text,
        let type = members["type"]?.text, members["mode"]?.text != "data",
        // What a failed run left over is not the live object.
        members["deposed"] == nil,
        case .object(let change)? = members["change"]?.kind,
        case .list(let actions)? = change["actions"]?.kind
      else { return nil }
      return Change(
        address: Located(name, address.span), type: type, actions: actions.compactMap(\.text),
        reason: members["action_reason"]?.text)
    }
  }

  /// The values in a plan that may be secret: all but names of resources and what happens to them.
  ///
  /// A plan contains passwords and keys in plain text, also those that Terraform calls sensitive.
  package static func hidden(in file: SourceFile, _ id: FileID) -> [SourceSpan] {
    var problems = DiagnosticBag()
    guard let value = HCLJSONReader.read(file, id, for: .plain, &problems) else { return [] }
    var (found, rest) = ([SourceSpan](), [value])
    while let next = rest.popLast() {
      switch next.kind {
      case .object(let object):
        rest += object.members.filter { !shown.contains($0.key.value) }.map(\.value)
      case .list(let elements): rest += elements
      default: found.append(next.span)
      }
    }
    return found
  }

  private static let shown: Set = [
    "address", "type", "mode", "name", "actions", "action_reason", "provider_name",
    "format_version", "terraform_version",
  ]

  /// The values of the root module's variables; nil if the object is not a plan.
  ///
  /// A plan has them for every variable, also those that only the planning run got.
  static func variables(of root: HCLObject) -> [HCLObject.Member]? {
    let (values, changes) = (root["planned_values"]?.kind, root["resource_changes"]?.kind)
    guard root["format_version"] != nil else { return nil }
    switch (values, changes) {
    case (.object?, .list?), (.object?, nil), (nil, .list?): break
    default: return nil
    }
    guard case .object(let variables)? = root["variables"]?.kind else { return [] }
    return variables.members.compactMap { member in
      guard case .object(let object) = member.value.kind, let value = object["value"] else {
        return nil
      }
      return HCLObject.Member(key: member.key, value: value)
    }
  }
}
