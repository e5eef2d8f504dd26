import ConfigSyntax
package import Diagnostics

/// The values of a Terraform directory that no message may show, with the places where they stand.
package struct SecretPlaces: Sendable {
  private struct Place: Sendable {
    let span: SourceSpan
    let text: String
  }

  private var places: [Place] = []

  package init(_ terraform: TerraformConfiguration) {
    let spans = terraform.root.sensitiveSpans
    for variable in terraform.root.variables {
      add(variable.value, variable.hidesItsValue ? .secret : .open, spans)
    }
    for local in terraform.root.locals {
      add(local.value, Self.secrecy(of: local.name.value, .open), spans)
    }
    for call in terraform.calls {
      for input in call.call.inputs {
        let isSensitive = call.release?.variable(input.name.value)?.isSensitive == true
        add(
          input.value, Self.secrecy(of: input.name.value, isSensitive ? .secret : .open),
          spans)
      }
    }
  }

  /// Whether there is no secret at all.
  package var isEmpty: Bool { places.isEmpty }

  /// The secret texts that stand in one of the spans.
  package func texts(at spans: [SourceSpan]) -> Set<String> {
    Set(
      places.lazy.filter { place in spans.contains { $0.overlaps(place.span) } }.map(\.text))
  }

  private enum Secrecy { case open, secret }

  private static func secrecy(of name: String, _ outer: Secrecy) -> Secrecy {
    SecretNames.resemblesSecret(name) ? .secret : outer
  }

  private mutating func add(_ value: HCLValue, _ secrecy: Secrecy, _ spans: SpanSet) {
    switch value.kind {
    case .null, .bool, .unknown: return
    case .list(let elements): for element in elements { add(element, secrecy, spans) }
    case .object(let object):
      for member in object.members {
        add(member.value, Self.secrecy(of: member.key.value, secrecy), spans)
      }
    case .number, .string:
      // A call that a secret goes into may give other pieces as they were.
      guard secrecy == .secret || spans.contains(value.span), let text = value.text, !text.isEmpty
      else { return }
      places.append(Place(span: value.span, text: text))
    }
  }
}
