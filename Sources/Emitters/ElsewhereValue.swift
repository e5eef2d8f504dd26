import ConfigSyntax
import Diagnostics
import Settings
import Surfaces

/// A value that a file of plain text lacks, because it is stored in the cluster or computed by
/// Terraform.
struct ElsewhereValue: Sendable {
  /// The setting, variable or key, as messages name it.
  let name: String
  let span: SourceSpan
  /// The object that holds the value, or the field of the pod; nil if only Terraform knows it.
  let source: String?
  /// The variable that a file could contain in its place.
  let variable: String?

  /// A setting whose value is stored in a Secret or ConfigMap, or unknown without a reference.
  init(
    _ field: Field<Configuration>, _ reference: Reference?, _ resolved: ResolvedConfiguration
  ) {
    name = field.name
    span =
      field.history(resolved.configuration).last.map { resolved[$0].span }
      ?? resolved.beginning
    source = reference.map(Self.text)
    variable = field.variable
  }

  /// A value that only Terraform knows.
  init(_ unknown: UnknownValue) {
    (name, span, source) = (unknown.name, unknown.span, nil)
    variable = unknown.variable ?? FieldCatalog.field(named: unknown.name)?.variable
  }

  /// A variable without a setting, if its value is `valueFrom`.
  init?(_ variable: Unmodelled.Variable) {
    guard let from = variable.value["valueFrom"] else { return nil }
    let selector = from.entries?.first
    name = variable.name
    span = variable.value.span
    source = Self.reference(selector).map(Self.text) ?? selector.map { "`\($0.key.value)`" }
    self.variable = variable.name
  }

  private static func reference(_ selector: Entry?) -> Reference? {
    guard let selector, let name = selector.value["name"]?.scalar?.text,
      let key = selector.value["key"]?.scalar?.text
    else { return nil }
    switch selector.key.value {
    case "secretKeyRef": return .secret(name: name, key: key)
    case "configMapKeyRef": return .configMap(name: name, key: key)
    default: return nil
    }
  }

  /// The reference in a message; a text that can't be a name may be a secret in the wrong place.
  private static func text(_ reference: Reference) -> String {
    let (name, key) =
      switch reference {
      case .secret(let name, let key), .configMap(let name, let key): (name, key)
      }
    guard ObjectName.isName(name), ObjectName.isKey(key) else { return Secret.mask }
    return SecretText.masked(reference.text)
  }
}

extension Field<Configuration> {
  /// The variable that contains the setting in an env file.
  fileprivate var variable: String? {
    spellings.first { $0.location.surface == .environment && $0.role == .canonical }?.location.name
  }
}

extension Diagnostic {
  /// One finding about all values that `file` lacks; nil without any.
  static func elsewhere(_ values: [ElsewhereValue], _ file: String) -> Diagnostic? {
    // One expression may be several settings, and one reference has a key for each of them.
    var seen: Set<String> = []
    let distinct = values.filter { value in
      let name = value.source == nil ? "" : value.name
      return seen.insert("\(value.span.file.index):\(value.span.lower) \(name)").inserted
    }.sorted {
      ($0.span.file.index, $0.span.lower) < ($1.span.file.index, $1.span.lower)
    }
    guard let first = distinct.first else { return nil }
    let most = 20
    let more = distinct.count > most ? " and \(distinct.count - most) more" : ""
    let shown = distinct.prefix(most).map { value in
      "`\(value.name)` (\(value.source ?? "not known here"))"
    }
    let count = distinct.count == 1 ? "a value" : "\(distinct.count) values"
    var diagnostic = Diagnostic(
      RenderProblem.elsewhere,
      """
      \(file) lacks \(count) stored or computed elsewhere: \
      \(shown.joined(separator: ", "))\(more)
      """, at: first.span)
    if distinct.count == 1 { diagnostic.setting = first.name }
    let variables = distinct.compactMap(\.variable).unique()
    if !variables.isEmpty {
      diagnostic.help = "add \(variables.prefix(most).map { "`\($0)`" }.listed) to the file"
    }
    return diagnostic
  }
}
