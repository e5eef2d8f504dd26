import ConfigSyntax
import Diagnostics
import Settings
import Surfaces
import Terraform

/// Two files that are probably settings of two deployments, although they are merged into one.
///
/// A layer overrides some of what an earlier file sets, so a difference alone means nothing. Files
/// of two environments set the same things: either the later one sets all settings of the earlier
/// one again, or it sets most of them again and two differ of those by which a deployment is known.
struct MergedDeployments {
  /// What one file sets, by name.
  private var files: [FileID: [String: Entry]] = [:]
  /// The names of settings that no two deployments share.
  private let identities: [String]

  /// One setting in a file.
  fileprivate struct Entry {
    /// nil if it is not known.
    let value: Value?
    let span: SourceSpan
    /// The user's own.
    let spelling: String
    /// The setting's canonical name.
    let setting: String?
  }

  fileprivate enum Value: Equatable {
    case written(WrittenValue)
    /// The expression in a values file of Terraform.
    case expression(String)
  }

  /// The note about the first such pair of files; nil if there is none.
  static func find(
    _ resolved: ResolvedConfiguration, _ inputs: [Input], _ sources: SourceMap
  ) -> Diagnostic? {
    guard sources.mergedCount > 1 else { return nil }
    return MergedDeployments(resolved, sources).pair(sources)
      ?? MergedDeployments(inputs, sources).pair(sources)
  }

  private init(_ resolved: ResolvedConfiguration, _ sources: SourceMap) {
    identities = ["global.host", "global.license", "global.bucket.name"]
    for assignment in resolved.assignments where sources.isFile(assignment.span.file) {
      let value = assignment.written.isKnown ? Value.written(assignment.written) : nil
      files[assignment.span.file, default: [:]][assignment.setting] = Entry(
        value: value, span: assignment.span, spelling: assignment.spelling,
        setting: assignment.setting)
    }
  }

  /// Values files that Terraform reads only on request; of those that it reads anyway, nobody would
  /// keep one for each environment.
  private init(_ inputs: [Input], _ sources: SourceMap) {
    identities = [
      "fqdn", "subdomain", "domain_name", "license", "wandb_license", "bucket_name", "namespace",
    ]
    let named = inputs.filter { input in
      guard case .file(let name, _, _) = input, input.isTerraform else { return false }
      return ModuleFileRole(name) == .ignored
    }
    guard named.count > 1 else { return }
    for (index, source) in sources.files.enumerated()
    where Input.readsValues(source.name) && ModuleFileRole(source.name) == .ignored {
      var bag = DiagnosticBag()
      let file = FileID(index)
      for assignment in TfvarsReader.read(source, file, &bag).assignments {
        files[file, default: [:]][assignment.name.value] = Entry(
          value: .expression(source.text(assignment.value.span)), span: assignment.value.span,
          spelling: assignment.name.value, setting: nil)
      }
    }
  }

  private func pair(_ sources: SourceMap) -> Diagnostic? {
    guard files.count > 1 else { return nil }
    let order = files.keys.sorted()
    for name in identities {
      var last: Entry?
      for file in order {
        guard let own = files[file]?[name], let value = own.value else { continue }
        if let last, last.value != value, areSeparate(last.span.file, file) {
          return .mergedDeployments(own, replacing: last.span, sources)
        }
        last = own
      }
    }
    return nil
  }

  /// Whether the later file repeats the earlier one, instead of overriding a part of it.
  private func areSeparate(_ earlier: FileID, _ later: FileID) -> Bool {
    guard let first = files[earlier], let second = files[later] else { return false }
    let repeated = first.keys.count { second[$0] != nil }
    if repeated == first.count { return true }
    let differing = identities.count { name in
      guard let own = first[name]?.value, let other = second[name]?.value else { return false }
      return own != other
    }
    return differing > 1 && repeated * 2 >= first.count
  }
}

extension Diagnostic {
  fileprivate static func mergedDeployments(
    _ entry: MergedDeployments.Entry, replacing earlier: SourceSpan, _ sources: SourceMap
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      InputKindProblem.mergedDeployments,
      """
      `\(entry.spelling)` replaces the value in `\(sources[earlier.file].name)`, and this file sets most \
      settings of that file again
      """, at: entry.span)
    diagnostic.setting = entry.setting
    diagnostic.related = [Label("the other value", earlier)]
    diagnostic.help =
      "if the files are two deployments, check each on its own with `wandb-cfg validate --each`"
    return diagnostic
  }
}
