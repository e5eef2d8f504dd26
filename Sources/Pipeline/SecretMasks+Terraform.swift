import ConfigSyntax
import Diagnostics
import Terraform

/// Terraform: literals behind names that look like a secret's.
extension SecretMasks {
  mutating func walk(_ terraform: TerraformConfiguration) {
    walk(terraform.root)
    for call in terraform.calls {
      for input in call.call.inputs
      where call.release?.variable(input.name.value)?.isSensitive == true {
        walk(input.value.node, .secret)
      }
    }
  }

  private mutating func walk(_ root: RootModule) {
    masks += root.secretSpans
    for body in root.bodies { walk(body, .open) }
    for file in root.values {
      for entry in file.document.root?.entries ?? [] { walk(entry, .open) }
      for span in file.damage { maskDamage(span) }
    }
  }

  private mutating func walk(_ body: HCLBody, _ secrecy: Secrecy) {
    for span in body.damage { maskDamage(span) }
    for attribute in body.attributes {
      walk(attribute.expression, Self.secrecy(of: attribute.name.value, secrecy))
    }
    for block in body.blocks {
      // The default of `variable "license"` is a license.
      let names = block.labels.map(\.value) + [block.type.value]
      let isSecret = names.contains(where: SecretNames.resemblesSecret)
      walk(block.body, isSecret && block.type.value != "data" ? .secret : .open)
    }
  }

  private static func secrecy(of name: String, _ outer: Secrecy) -> Secrecy {
    switch (outer, name) {
    case (.secret, "default"), (.secret, "value"): .secret
    default: SecretNames.resemblesSecret(name) ? .secret : .open
    }
  }

  private mutating func walk(_ expression: HCLExpression, _ secrecy: Secrecy) {
    switch expression.kind {
    case .null, .bool, .variable: break
    case .number, .string, .template:
      if secrecy == .secret {
        masks.append(expression.span)
      } else {
        maskPieces(expression.span)
      }
    case .wrapped(let inner), .parentheses(let inner), .unary(_, let inner): walk(inner, secrecy)
    case .tuple(let elements): for element in elements { walk(element, secrecy) }
    case .object(let items): for item in items { walk(item, secrecy) }
    case .traversal(let base, _): walk(base, secrecy)
    case .call(let call): for argument in call.arguments { walk(argument, secrecy) }
    case .operation(let first, let rest):
      walk(first, secrecy)
      for operand in rest { walk(operand.value, secrecy) }
    case .conditional(let conditional):
      walk(conditional.yes, secrecy)
      walk(conditional.no, secrecy)
    case .forEach(let loop):
      walk(loop.collection, secrecy)
      walk(loop.value, secrecy)
    }
  }

  private mutating func walk(_ item: HCLObjectItem, _ secrecy: Secrecy) {
    var name = ""
    switch item.key {
    case .name(let bare): name = bare
    case .expression(let key): if case .string(let text) = key.kind { name = text }
    }
    walk(item.value, SecretNames.resemblesSecret(name) ? .secret : secrecy)
  }
}
