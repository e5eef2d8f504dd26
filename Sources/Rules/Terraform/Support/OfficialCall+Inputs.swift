import ConfigSyntax
import Diagnostics
import Terraform

/// Compares the inputs of a release with those that the call sets.
extension OfficialCall {
  /// The inputs that the release requires and the call does not set, sorted by name.
  func missingInputs(in release: ModuleRelease) -> [String] {
    guard !call.isDamaged else { return [] }
    let given = Set(call.inputs.map(\.name.value))
    return release.requiredVariables.filter { !given.contains($0) }.sorted()
  }

  /// One finding for all missing `names`; nil when there are none.
  func finding(missing names: [String], in release: ModuleRelease) -> ModuleFinding? {
    guard !names.isEmpty else { return nil }
    var finding = ModuleFinding(
      subject: "", message: "\(release.title) requires \(names.enumeration)", span: call.name.span)
    finding.help = since(names, release) ?? (names.count == 1 ? "set it" : "set them")
    finding.setting = names.count == 1 ? setting(names[0]) : nil
    return finding
  }

  /// `required since 1.15.6: …`, unless they have been required since the first release.
  private func since(_ names: [String], _ release: ModuleRelease) -> Message? {
    guard let version = release.version else { return nil }
    let dated = Dictionary(grouping: names) { history.variable($0)?.requiredSince(version) }
    let clauses = dated.compactMap { since, names in
      since.flatMap { $0 == history.releases.first ? nil : (since: $0, names: names) }
    }
    .sorted { $0.since < $1.since }
    .map { "since \($0.since): \($0.names.enumeration)" }
    return clauses.isEmpty ? nil : Message("required " + clauses.joined(separator: "; "))
  }

  /// Values that do not have the type of their input.
  func wrongInputs(in release: ModuleRelease) -> [ModuleFinding] {
    call.inputs.compactMap { input in
      release.variable(input.name.value).flatMap { wrong(input, $0, release) }
    }
  }

  private func wrong(
    _ input: EvaluatedArgument, _ variable: ModuleVariable, _ release: ModuleRelease
  ) -> ModuleFinding? {
    if input.value.isNull {
      guard variable.isRequired, !variable.isNullable else { return nil }
      return finding(input, input.value.span, "is null, but \(release.title) requires a value")
    }
    guard let type = variable.constraint(at: input.name.span) else { return nil }
    switch type.conversion(of: input.value) {
    case .failure(let mismatch):
      var finding = finding(input, mismatch.span, "is \(mismatch.reason)", path: mismatch.path)
      let expected = mismatch.expected
      finding.help =
        "\(release.title) expects `\(expected.utf8.count <= 80 ? expected : "object(…)")` here"
      return finding
    case .success: return nil
    }
  }

  private func finding(
    _ input: EvaluatedArgument, _ span: SourceSpan, _ fault: Message, path: String = ""
  ) -> ModuleFinding {
    var finding = ModuleFinding(
      subject: input.name.value, message: "`\(input.name.value)\(path.prefix(80))` \(fault)",
      span: span)
    finding.setting = setting(input.name.value)
    if !input.span.contains(span) {
      finding.related = [Diagnostic.Label("passed to the module here", input.name.span)]
    }
    return finding
  }
}
