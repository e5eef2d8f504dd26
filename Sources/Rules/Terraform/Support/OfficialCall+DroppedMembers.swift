import ConfigSyntax
import Diagnostics
import Terraform

/// Object attributes that Terraform drops when it passes a value to a module.
extension OfficialCall {
  /// The attributes that the types of the release do not declare, one finding for each object.
  func droppedMembers(in release: ModuleRelease) -> [ModuleFinding] {
    call.inputs.flatMap { input -> [ModuleFinding] in
      // Only object types drop attributes; parsing a type costs time.
      guard let variable = release.variable(input.name.value), !variable.hasNoEffect,
        variable.type.firstRange(of: "object(") != nil,
        let type = variable.constraint(at: input.name.span)
      else { return [] }
      return Self.objects(in: input.value, of: type).prefix(20).map { dropped, known in
        finding(input, dropped, known, release)
      }
    }
  }

  /// The objects with attributes that their type lacks, and the names that the type has.
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
        "\(release.title) drops \(names)\(dropped.count > 5 ? " and more" : "") from `\(name)`",
      span: dropped[0].span)
    finding.setting = setting(name)
    finding.help = help(name, dropped[0].value, known, release)
    if !input.span.contains(dropped[0].span) {
      finding.related = [Diagnostic.Label("passed to the module here", input.name.span)]
    }
    return finding
  }

  private func help(
    _ name: String, _ member: String, _ known: [String], _ release: ModuleRelease
  ) -> Message {
    if name == "external_redis_params", release.variable("external_redis_port") != nil {
      return "append it to the port: `external_redis_port = \"6379?tls=true\"`"
    }
    return NameSuggestion.nearest(to: member, among: known).map { "did you mean `\($0)`?" }
      ?? (known.isEmpty ? "its type is `object({})`" : "its type has only \(known.enumeration)")
  }
}
