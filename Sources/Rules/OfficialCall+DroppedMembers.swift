import ConfigSyntax
import Diagnostics
import Terraform

/// Members of objects that Terraform leaves out on the way into a module.
extension OfficialCall {
  /// The members that the types of the release do not have, an object at a time.
  func droppedMembers(in release: ModuleRelease) -> [ModuleFinding] {
    call.inputs.flatMap { input -> [ModuleFinding] in
      // Only such types lose anything, and a type is not read for nothing.
      guard let variable = release.variable(input.name.value), !variable.hasNoEffect,
        variable.type.firstRange(of: "object(") != nil,
        let type = variable.constraint(at: input.name.span)
      else { return [] }
      return Self.objects(in: input.value, of: type).prefix(20).map { dropped, known in
        finding(input, dropped, known, release)
      }
    }
  }

  /// The objects that have more than their type, and the names that it has.
  private static func objects(
    in value: HCLValue, of type: HCLType
  ) -> [(dropped: [Located], known: [String])] {
    switch (value.kind, type) {
    case (.object(let object), .object(let type)):
      let dropped = object.members.filter { type[$0.key.value] == nil && !$0.value.isNull }
      let inner = object.members.flatMap { member in
        type[member.key.value].map { objects(in: member.value, of: $0.type) } ?? []
      }
      guard !dropped.isEmpty else { return inner }
      return [(dropped.map(\.key), type.attributes.map(\.name))] + inner
    case (.object(let object), .map(let type)):
      return object.members.flatMap { objects(in: $0.value, of: type) }
    case (.list(let elements), .list(let type)), (.list(let elements), .set(let type)):
      return elements.flatMap { objects(in: $0, of: type) }
    default: return []
    }
  }

  private func finding(
    _ input: EvaluatedArgument, _ dropped: [Located], _ known: [String], _ release: ModuleRelease
  ) -> ModuleFinding {
    let name = input.name.value
    let names = dropped.prefix(5).map(\.value).enumeration
    var finding = ModuleFinding(
      subject: name,
      message:
        "\(release.title) drops \(names)\(dropped.count > 5 ? " and more" : "") of `\(name)`",
      span: dropped[0].span)
    finding.setting = setting(name)
    finding.help = help(name, dropped[0].value, known, release)
    if !input.span.contains(dropped[0].span) {
      finding.related = [Diagnostic.Label("the module gets it here", input.name.span)]
    }
    return finding
  }

  private func help(
    _ name: String, _ member: String, _ known: [String], _ release: ModuleRelease
  ) -> String {
    if name == "external_redis_params", release.variable("external_redis_port") != nil {
      return "write it behind the port: `external_redis_port = \"6379?tls=true\"`"
    }
    return NameSuggestion.nearest(to: member, among: known).map { "did you mean `\($0)`?" }
      ?? (known.isEmpty ? "its type is `object({})`" : "it takes \(known.enumeration)")
  }
}
