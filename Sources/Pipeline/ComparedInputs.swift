import ConfigSyntax
import Diagnostics
import Documents
import Emitters
import Secrets
import Settings
import Terraform

/// The official modules' inputs without a setting, on one side of a comparison.
struct ComparedInputs {
  struct Input {
    /// The canonical name; for a key of `spec`, followed by its path.
    let name: String
    let module: OfficialModule
    /// `kubernetes_instance_types`, the variable of the module.
    let variable: String
    let value: DocumentValue
    let isSecret: Bool
  }

  private let leaves: ComparedLeaves
  private(set) var all: [Input] = []
  private let calls: [OfficialCall]
  private var places: [String: Int] = [:]
  /// The inputs that each module's call sets.
  private let values: [OfficialModule: [String: HCLValue]]

  /// Nil if there are no Terraform modules.
  init?(_ side: Compilation) {
    calls = side.sole.calls?.calls ?? []
    guard !calls.isEmpty else { return nil }
    values = Dictionary(
      calls.map { call in
        let inputs = call.call.inputs.map { ($0.name.value, $0.value) }
        return (call.module, Dictionary(inputs, uniquingKeysWith: { first, _ in first }))
      }, uniquingKeysWith: { $1 })
    leaves = ComparedLeaves(side.sole.resolved)
    let hidden = side.secrets.hidden
    for input in side.sole.resolved.configuration.unmodelled.inputs {
      let isSecret =
        hidden.overlaps(input.value.span)
        || side.sole.resolved.holdsSensitive(input.value)
      for (name, value) in values(of: input) {
        places[name] = all.count
        all.append(
          Input(
            name: name, module: input.module, variable: input.name, value: value,
            isSecret: isSecret || variable(input.name, input.module)?.isSensitive == true))
      }
    }
  }

  func given(_ name: String) -> Input? { places[name].map { all[$0] } }

  /// The module's default for an input.
  func `default`(_ input: Input) -> DocumentValue? {
    guard let variable = variable(input.variable, input.module),
      let call = call(input.module),
      let value = variable.default(at: call.call.span), !value.isNull
    else { return nil }
    return DocumentValue(converted(value, variable))
  }

  private func call(_ module: OfficialModule) -> OfficialCall? {
    calls.last { $0.module == module }
  }

  private func variable(_ name: String, _ module: OfficialModule) -> ModuleVariable? {
    call(module)?.release?.variable(name)
  }

  private func values(of input: Unmodelled.Input) -> [(name: String, value: DocumentValue)] {
    guard let given = values[input.module]?[input.name],
      input.module != .helm || input.name != "spec"
    else {
      var found: [ComparedLeaf] = []
      leaves.collect(input.value, input.setting, &found)
      return found.map { ($0.name, $0.value) }
    }
    let variable = variable(input.name, input.module)
    return [(input.setting, DocumentValue(converted(given, variable)))]
  }

  /// The value converted to the input's type: `"1"` is 1 where the module expects a number.
  private func converted(_ value: HCLValue, _ variable: ModuleVariable?) -> HCLValue {
    guard let type = variable?.constraint(at: value.span),
      case .success(let converted) = type.conversion(of: value)
    else { return value }
    return converted
  }
}

extension DocumentValue {
  /// A Terraform value; the members of an object are sorted by name.
  fileprivate init(_ value: HCLValue) {
    switch value.kind {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let number): self = .number(number.text)
    case .string(let text): self = .string(text)
    case .list(let elements): self = .array(elements.map { DocumentValue($0) })
    case .object(let object):
      let members = object.members.filter { !$0.value.isNull }
        .sorted { $0.key.value < $1.key.value }
      self = .object(Members(members.map { ($0.key.value, DocumentValue($0.value)) }))
    case .unknown(let prefix): self = .string(prefix + "…")
    }
  }
}
