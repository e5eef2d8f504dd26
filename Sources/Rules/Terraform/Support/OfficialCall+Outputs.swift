import Diagnostics
import Terraform

/// Reports outputs that a release does not have.
extension OfficialCall {
  /// The outputs read that `release` lacks; without a release, those that no release ever had.
  func unknownOutputs(
    in release: ModuleRelease?, _ references: [ModuleReference]
  ) -> [ModuleFinding] {
    // A repeated module has no outputs without an index, which is another finding.
    let usable = references.lazy.filter { $0.access == .instance || call.repetition == .none }
    let unknown = usable.compactMap(\.output).filter { isUnknown($0.value, in: release) }
    return unknown.enumerated().map { place, output in
      var finding = finding(output, release)
      // A file with thousands of references is not a real use of a module: skip the costly search.
      if finding.help == nil, place < 100 {
        finding.help = (release ?? history.head).suggestion(forOutput: output.value)
          .map { "did you mean `\($0)`?" }
      }
      return finding
    }
  }

  private func isUnknown(_ name: String, in release: ModuleRelease?) -> Bool {
    if let release { return !release.outputs.contains(name) }
    return isFullyKnown && history.output(name) == nil
  }

  private func finding(_ output: Located, _ release: ModuleRelease?) -> ModuleFinding {
    let shown = "`\(output.value.prefix(60))`"
    let known = history.output(output.value)
    var finding = ModuleFinding(
      subject: output.value,
      message: known == nil && isFullyKnown
        ? "no release of `\(module.address)` has an output \(shown)"
        : "\(release?.title ?? "module `\(module.rawValue)`") has no output \(shown)",
      span: output.span, related: label("the module is called here"))
    guard let known, let version = release?.version else { return finding }
    let spans = history.spans(of: known)
    let replacements = known.replacements.filter { release?.outputs.contains($0) == true }
    let use = replacements.isEmpty ? "" : "; use \(replacements.enumeration)"
    if let first = spans.first {
      let availability =
        first.first > version
        ? "introduced in \(first.first)" : "available \(spans.enumeration)"
      finding.help = Message(availability + use)
    }
    if replacements.count == 1, let new = replacements.first, let span = output.textSpan {
      finding.fixes = [FixIt("use `\(new)`", [.replace(span, with: new)], .unsafe)]
    }
    return finding
  }
}
