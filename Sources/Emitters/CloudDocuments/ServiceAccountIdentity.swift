import ConfigSyntax
import Diagnostics
import Settings

/// A component's service account that an annotation binds to a cloud identity.
struct ServiceAccountIdentity {
  let component: String
  /// Absent if the chart derives the name from that of the release, which is not known.
  let account: String?
  /// The value of the annotation.
  let identity: String
  /// The span of the annotation's value.
  let span: SourceSpan

  /// The identities of all components, in the order of the components' names.
  static func all(
    _ annotation: String, _ context: CloudContext
  ) -> [ServiceAccountIdentity] {
    let configuration = context.configuration
    guard !configuration.components.isEmpty else { return [] }
    let chart = ChartServiceAccounts(context)
    return ComponentName.all.compactMap { name in
      guard let component = configuration.components[name], component.install.literal != false,
        let entries = component.serviceAccountAnnotations.literal?.entries,
        let value = entries.last(where: { $0.key.value == annotation })?.value,
        let text = value.scalar?.text, !text.isEmpty, !value.isTemplate,
        !Placeholder.matches(text)
      else { return nil }
      return ServiceAccountIdentity(
        component: name,
        account: component.serviceAccountName.literal ?? chart?.name(of: name), identity: text,
        span: value.span)
    }
  }
}
