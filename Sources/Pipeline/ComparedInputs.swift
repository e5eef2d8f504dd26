import ConfigSyntax
import Diagnostics
import Documents
import Emitters
import Settings
import Terraform

/// The inputs of W&B's Terraform modules that no setting stands for, as one side of a comparison has
/// them.
struct ComparedInputs {
  struct Input {
    /// The canonical name; for a key of `spec`, with the path behind it.
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
  /// Of each module, what its call sets.
  private let values: [OfficialModule: [String: HCLValue]]

  /// Nil for inputs without a module.
  init?(_ side: Compilation) {
    calls = side.installation?.calls ?? []
    guard !calls.isEmpty else { return nil }
    values = Dictionary(
      calls.map { call in
        let inputs = call.call.inputs.map { ($0.name.value, $0.value) }
        return (call.module, Dictionary(inputs, uniquingKeysWith: { first, _ in first }))
      }, uniquingKeysWith: { $1 })
    leaves = ComparedLeaves(side.resolved)
    let masks = side.masks
    for input in side.resolved.configuration.unmodelled.inputs {
      let isSecret =
        masks.contains { $0.overlaps(input.value.span) }
        || side.resolved.holdsSensitive(input.value)
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

  /// What the module takes where nobody gives the input.
  func standard(_ input: Input) -> DocumentValue? {
    guard let variable = variable(input.variable, input.module),
      let call = call(input.module),
      let value = variable.standard(at: call.call.span), !value.isNull
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

  /// The value as the module has it: `"1"` is 1 where it takes a number.
  private func converted(_ value: HCLValue, _ variable: ModuleVariable?) -> HCLValue {
    guard let type = variable?.constraint(at: value.span),
      case .success(let converted) = type.conversion(of: value)
    else { return value }
    return converted
  }
}

extension DocumentValue {
  /// A value of Terraform; members of an object stand in the order of their names.
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
