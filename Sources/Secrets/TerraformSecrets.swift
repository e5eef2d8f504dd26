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
      add(local.value, .open.entering(local.name.value, local.value.form), sensitive)
    }
    for call in terraform.calls {
      for input in call.call.inputs {
        let isSensitive = call.release?.variable(input.name.value)?.isSensitive == true
        let secrecy = Secrecy.open.entering(input.name.value, input.value.form)
        add(input.value, isSensitive ? .secret : secrecy, sensitive)
      }
    }
  }

  private mutating func add(_ value: HCLValue, _ secrecy: Secrecy, _ sensitive: SpanSet) {
    switch value.kind {
    case .null, .bool, .unknown: return
    case .list(let elements): for element in elements { add(element, secrecy, sensitive) }
    case .object(let object):
      for member in object.members {
        let inner = secrecy.entering(member.key.value, member.value.form) { sibling in
          object[sibling].map { $0.text ?? "" }
        }
        add(member.value, inner, sensitive)
      }
    case .number, .string:
      // A function of a secret may return other pieces as they were.
      guard secrecy != .open || sensitive.contains(value.span) else { return }
      spans.append(value.span)
    }
  }
}

extension HCLValue {
  /// Whether the value has members or elements.
  fileprivate var form: Secrecy.Form {
    switch kind {
    case .list, .object: .nested
    case .null, .bool, .number, .string, .unknown: .scalar
    }
  }
}
