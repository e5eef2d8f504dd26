import ConfigSyntax
import Diagnostics
import Terraform

/// Where values of a Terraform directory are written that no message may show: those of sensitive
/// variables, whatever they pass through, and those whose name looks like a secret's.
struct TerraformSecrets {
  private(set) var spans: [SourceSpan] = []

  init(_ terraform: TerraformConfiguration) {
    let sensitive = terraform.root.sensitiveSpans
    for variable in terraform.root.variables {
      add(variable.value, variable.hidesItsValue ? .secret : .open, sensitive)
    }
    for local in terraform.root.locals {
      add(local.value, Self.secrecy(of: local.name.value, .open), sensitive)
    }
    for call in terraform.calls {
      for input in call.call.inputs {
        let isSensitive = call.release?.variable(input.name.value)?.isSensitive == true
        add(
          input.value, Self.secrecy(of: input.name.value, isSensitive ? .secret : .open), sensitive)
      }
    }
  }

  private enum Secrecy { case open, secret }

  private static func secrecy(of name: String, _ outer: Secrecy) -> Secrecy {
    SecretNames.resemblesSecret(name) ? .secret : outer
  }

  private mutating func add(_ value: HCLValue, _ secrecy: Secrecy, _ sensitive: SpanSet) {
    switch value.kind {
    case .null, .bool, .unknown: return
    case .list(let elements): for element in elements { add(element, secrecy, sensitive) }
    case .object(let object):
      for member in object.members {
        add(member.value, Self.secrecy(of: member.key.value, secrecy), sensitive)
      }
    case .number, .string:
      // A function of a secret may return other pieces as they were.
      guard secrecy == .secret || sensitive.contains(value.span) else { return }
      spans.append(value.span)
    }
  }
}
