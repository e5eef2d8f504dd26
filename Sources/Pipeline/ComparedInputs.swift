import ConfigSyntax
import Diagnostics
import Documents
import Emitters
import Secrets
import Settings
import Terraform

/// The official modules' inputs without a setting, on one side of a comparison.
struct ComparedInputs {
  /// One input as a comparison shows it.
  struct Input {
    /// The canonical name; for a key of `spec`, followed by its path.
    let name: String
    let module: OfficialModule
    /// `kubernetes_instance_types`, the variable of the module.
    let variable: String
    let value: DocumentValue
    /// As shown; a secret is masked.
    let shown: String
  }

  private let leaves: ComparedLeaves
  private(set) var all: [Input] = []
  private let calls: [OfficialCall]
  private var indices: [String: Int] = [:]
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
    leaves = ComparedLeaves(side)
    for input in side.sole.resolved.configuration.unmodelled.inputs {
      for leaf in found(input) {
        indices[leaf.name] = all.count
        all.append(
          Input(
            name: leaf.name, module: input.module, variable: input.name, value: leaf.value,
            shown: leaf.shown))
      }
    }
  }

  func input(named name: String) -> Input? { indices[name].map { all[$0] } }

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

  private func found(_ input: Unmodelled.Input) -> [ComparedLeaf] {
    let variable = variable(input.name, input.module)
    guard let written = values[input.module]?[input.name],
      input.module != .helm || input.name != "spec"
    else {
      var found: [ComparedLeaf] = []
      let secrecy = Secrecy.named(input.name, input.value)
      leaves.collect(
        input.value, input.setting, variable?.isSensitive == true ? .secret : secrecy, &found)
      return found
    }
    let value = DocumentValue(converted(written, variable))
    let secrecy = Secrecy.named(input.name, value)
    let isSecret =
      secrecy == .secret || variable?.isSensitive == true || leaves.secrets.hides(written)
    return [
      ComparedLeaf(
        name: input.setting, value: value,
        shown: isSecret
          ? Secret.mask : JSONDocument.render(SecretData.redacted(value, secrecy), .compact))
    ]
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
