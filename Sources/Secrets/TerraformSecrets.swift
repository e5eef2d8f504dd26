import ConfigSyntax
import Diagnostics
import Terraform

/// Where values of a Terraform directory are written that no message may show: those of sensitive
/// variables, whatever they pass through, and those whose name looks like a secret's.
struct TerraformSecrets {
  private(set) var spans: [SourceSpan] = []
  private let sensitive: SpanSet

  init(_ terraform: TerraformConfiguration) {
    sensitive = terraform.sensitiveSpans
    for module in terraform.modules {
      for variable in module.variables {
        add(variable.value.node, variable.hidesItsValue ? .secret : .open)
      }
      for local in module.locals {
        let name = local.name.value
        let secrecy = Secrecy.open.entering(name, local.value.isCollection ? .nested : .scalar)
        // What is part of another name's value was looked at there.
        guard secrecy != .open || !local.expression.isPartOfValue else { continue }
        add(local.value.node, secrecy)
      }
    }
    for call in terraform.calls {
      for input in call.call.inputs {
        let isSensitive = call.release?.variable(input.name.value)?.isSensitive == true
        let node = input.value.node
        add(node, isSensitive ? .secret : .named(input.name.value, node))
      }
    }
  }

  private mutating func add(_ node: ConfigNode, _ secrecy: Secrecy) {
    switch node.kind {
    case .mapping(let entries):
      for entry in entries { add(entry.value, secrecy.entering(entry, of: node)) }
    case .sequence(let elements): for element in elements { add(element, secrecy) }
    case .scalar(let scalar):
      switch scalar.meaning {
      case .null, .boolean: return
      case .integer, .float, .string, .refused: break
      }
      // A function of a secret may return other pieces as they were.
      guard secrecy != .open || sensitive.contains(node.span) else { return }
      spans.append(node.span)
    case .damaged, .unknown: return
    }
  }
}

extension HCLValue {
  fileprivate var isCollection: Bool {
    switch kind {
    case .list, .object: true
    case .null, .bool, .number, .string, .unknown: false
    }
  }
}
