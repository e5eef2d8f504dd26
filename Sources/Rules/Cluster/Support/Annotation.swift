import ConfigSyntax
import Diagnostics
import Settings

/// One annotation of an Ingress or of a component's service account.
struct Annotation {
  /// The canonical name of the setting that holds it.
  let setting: String
  /// That setting as the user spelled it.
  let spelling: String
  let key: String
  let value: ConfigNode
  /// The aliases and merge keys through which it was set.
  let via: [SourceSpan]

  /// The value, if it is a string and not a placeholder.
  var text: String? {
    guard case .string(let text)? = value.scalar?.meaning, !Placeholder.matches(text) else {
      return nil
    }
    return text
  }
}

extension ResolvedConfiguration {
  /// The annotations of both Ingresses.
  var ingressAnnotations: [Annotation] {
    annotations("ingress.annotations", configuration.ingress.annotations)
      + annotations("ingress.secondary.annotations", configuration.ingress.secondaryAnnotations)
  }

  /// The annotations of all components' service accounts.
  var accountAnnotations: [Annotation] {
    guard !configuration.components.isEmpty else { return [] }
    return components.flatMap { name, component in
      annotations("\(name).serviceAccount.annotations", component.serviceAccountAnnotations)
    }
  }

  private func annotations(_ name: String, _ setting: Setting<MapValue>) -> [Annotation] {
    guard let map = setting.literal, let origin = origin(of: setting) else { return [] }
    return map.entries.map { entry in
      // Layers are merged key by key, so `origin` is where the last one set the mapping.
      let via = origin.span.contains(entry.value.span) ? origin.via : []
      return Annotation(
        setting: name, spelling: origin.spelling, key: entry.key.value, value: entry.value,
        via: via + entry.value.via)
    }
  }
}

extension RuleFindings {
  /// Adds a finding at the value of an annotation.
  mutating func add(
    _ message: Message, of annotation: Annotation, help: Message, fixes: [FixIt] = []
  ) {
    add(
      message, at: annotation.value.span, via: annotation.via, setting: annotation.setting,
      help: help, fixes: fixes)
  }
}
