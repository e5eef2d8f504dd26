import ConfigSyntax
import Diagnostics
import Documents
import Terraform

/// Copies blocks of the inputs, with their arguments evaluated.
struct ExistingBlock {
  /// An argument or block that is not rendered.
  struct Rest {
    let name: Located
    let why: String
  }

  private(set) var rest: [Rest] = []
  private var evaluation: HCLEvaluation
  private let secrets: ExistingSecrets

  init(_ root: RootModule) {
    evaluation = HCLEvaluation(.module(variables: [:]))
    for variable in root.variables {
      evaluation.define(variable: variable.name.value, as: variable.value)
    }
    for local in root.locals { evaluation.define(local: local.name.value, as: local.value) }
    secrets = ExistingSecrets(root)
  }

  /// The contents of the body except `others`: arguments first, then blocks.
  mutating func body(of existing: HCLBody, except others: Set<String>) -> HCLDocument.Body {
    var body: HCLDocument.Body = []
    for argument in existing.attributes where !others.contains(argument.name.value) {
      switch written(argument) {
      case .success(let item): body.append(item)
      case .failure(let reason): leave(argument.name, reason)
      }
    }
    for block in existing.blocks where !others.contains(block.type.value) {
      switch written(block) {
      case .success(let item): body.append(item)
      case .failure(let reason): leave(block.type, reason)
      }
    }
    return body
  }

  private mutating func leave(_ name: Located, _ reason: Reason) {
    rest.append(Rest(name: name, why: reason.text))
  }

  // MARK: Pieces

  /// Why a piece of the block can't be written back.
  private enum Reason: Error {
    case secret, unknown

    var text: String {
      switch self {
      case .secret: "it may contain a secret, which must not be in this file"
      case .unknown: "its value is not known here"
      }
    }
  }

  private mutating func written(_ argument: HCLAttribute) -> Result<HCLDocument.Item, Reason> {
    guard let value = evaluation.silentValue(of: argument.expression), value.isWhollyKnown,
      let name = HCLDocument.Name(argument.name.value)
    else { return .failure(.unknown) }
    let data = DocumentValue(value.node)
    guard !secrets.isHeld(by: argument, data) else { return .failure(.secret) }
    guard let expression = HCLDocument.Expression(data) else { return .failure(.unknown) }
    return .success(.attribute(name, expression))
  }

  /// A whole block or nothing: part of it may have another meaning.
  private mutating func written(_ block: HCLBlock) -> Result<HCLDocument.Item, Reason> {
    guard let type = HCLDocument.Name(block.type.value), block.labels.isEmpty else {
      return .failure(.unknown)
    }
    var body: HCLDocument.Body = []
    for argument in block.body.attributes {
      switch written(argument) {
      case .success(let item): body.append(item)
      case .failure(let reason): return .failure(reason)
      }
    }
    for inner in block.body.blocks {
      switch written(inner) {
      case .success(let item): body.append(item)
      case .failure(let reason): return .failure(reason)
      }
    }
    return .success(.block(type, body: body))
  }
}

extension Diagnostic {
  /// An argument or block of the inputs that is not rendered.
  static func notWritten(_ rest: ExistingBlock.Rest, of owner: String) -> Diagnostic {
    Diagnostic(
      RenderProblem.notCarried, "`\(rest.name.value)` of \(owner) is not rendered: \(rest.why)",
      at: rest.name.span)
  }
}
