import ConfigSyntax
import Diagnostics
import Settings

/// A component's service account that an annotation ties to an identity of a cloud.
struct ServiceAccountIdentity {
  let component: String
  /// Absent when the chart makes the name up from that of the release.
  let account: String?
  /// The value of the annotation.
  let identity: String
  /// Where it stands.
  let span: SourceSpan

  /// Those of all components, in the order of their names.
  static func all(
    _ annotation: String, _ configuration: Configuration
  ) -> [ServiceAccountIdentity] {
    guard !configuration.components.isEmpty else { return [] }
    return ComponentName.all.compactMap { name in
      guard let component = configuration.components[name], component.install.literal != false,
        let entries = component.serviceAccountAnnotations.literal?.entries,
        let value = entries.last(where: { $0.key.value == annotation })?.value,
        let text = value.scalar?.text, !text.isEmpty, !value.isTemplate,
        !Placeholder.matches(text)
      else { return nil }
      return ServiceAccountIdentity(
        component: name, account: component.serviceAccountName.literal, identity: text,
        span: value.span)
    }
  }
}
