import ConfigSyntax
import Diagnostics
import Settings

/// One annotation of an Ingress or of a component's service account.
struct Annotation {
  /// The canonical name of the setting that holds it.
  let setting: String
  /// The user's own spelling of that setting.
  let spelling: String
  let key: String
  let value: ConfigNode
  /// The aliases and merge keys that it came through.
  let via: [SourceSpan]

  /// The value, when it is text that was filled in.
  var text: String? {
    guard case .string(let text)? = value.scalar?.meaning, !Placeholder.matches(text) else {
      return nil
    }
    return text
  }
}

extension ResolvedConfiguration {
  var ingressAnnotations: [Annotation] {
    annotations("ingress.annotations", configuration.ingress.annotations)
      + annotations("ingress.secondary.annotations", configuration.ingress.secondaryAnnotations)
  }

  var accountAnnotations: [Annotation] {
    guard !configuration.components.isEmpty else { return [] }
    return components.flatMap { name, component in
      annotations("\(name).serviceAccount.annotations", component.serviceAccountAnnotations)
    }
  }

  private func annotations(_ name: String, _ setting: Setting<MapValue>) -> [Annotation] {
    guard let map = setting.literal, let place = origin(of: setting) else { return [] }
    return map.entries.map { entry in
      // Layers are merged key by key: the place is that of the last one.
      let via = place.span.contains(entry.value.span) ? place.via : []
      return Annotation(
        setting: name, spelling: place.spelling, key: entry.key.value, value: entry.value,
        via: via + entry.value.via)
    }
  }
}

extension RuleReport {
  mutating func report(
    _ message: String, of annotation: Annotation, help: String, fixes: [FixIt] = []
  ) {
    report(
      message, at: annotation.value.span, via: annotation.via, setting: annotation.setting,
      help: help, fixes: fixes)
  }
}
