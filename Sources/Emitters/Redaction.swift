import ConfigSyntax
import Diagnostics
import Secrets
import Settings

/// Removes secrets from a configuration, for output to a terminal.
enum Redaction {
  /// The configuration without values that are secret by their setting, or by what `secrets` says of
  /// where they were written.
  static func apply(
    _ resolved: ResolvedConfiguration, _ secrets: SecretClassification
  ) -> Configuration {
    var redacted = resolved.configuration
    for field in FieldCatalog.fields(of: redacted) {
      guard let last = field.history(redacted).last else { continue }
      let assignment = resolved[last]
      switch field.read(redacted) {
      case .text(let text)?
      where field.isSecret || SecretText.isSecret(text)
        || secrets.hides(assignment.span, via: assignment.via):
        _ = field.write(.placeholder(SecretData.word), last, &redacted)
      case .tree(let node)? where secrets.hides(node):
        _ = field.write(.placeholder(SecretData.word), last, &redacted)
      default: break
      }
    }
    redacted.unmodelled.parameters = redacted.unmodelled.parameters.filter {
      !SecretNames.resemblesSecret($0.key) && !secrets.hides(resolved[$0.assignment].span)
    }
    redact(&redacted.unmodelled, secrets)
    return redacted
  }

  /// Redacts everything without a setting.
  private static func redact(_ unmodelled: inout Unmodelled, _ secrets: SecretClassification) {
    unmodelled.helm = unmodelled.helm.map { secrets.redacted($0) }
    unmodelled.operatorResource = unmodelled.operatorResource.map { secrets.redacted($0) }
    unmodelled.stored = unmodelled.stored.map { stored in
      let word = ConfigNode(.scalar(Scalar(SecretData.word, .double)), stored.value.span)
      return .init(secret: stored.secret, key: stored.key, value: word)
    }
    unmodelled.fieldsV2 = unmodelled.fieldsV2.map { secrets.redacted($0) }
    for variable in unmodelled.environment {
      let value = secrets.redacted(variable.value, .named(variable.name, variable.value))
      unmodelled.setVariable(variable.with(value))
    }
  }
}
