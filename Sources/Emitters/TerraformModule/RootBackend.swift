import ConfigSyntax
import Diagnostics
import Documents
import Terraform

/// Where a root module under construction keeps its state.
struct RootBackend {
  let kind: TerraformEmitOptions.Backend
  /// The arguments from the inputs.
  private(set) var body: HCLDocument.Body = []

  /// The requested backend, otherwise that of the inputs: another one would lose the state.
  static func choose(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> RootBackend? {
    let (root, asked) = (request.terraform?.root, request.options.terraform.backend)
    guard let root, let given = root.settings.backend else {
      return asked.map { RootBackend(kind: $0) }
    }
    let known = TerraformEmitOptions.Backend(rawValue: given.value)
    guard let kind = asked ?? known else {
      bag.report(.backendLeft(given, .unsupportedBackend))
      return nil
    }
    var backend = RootBackend(kind: kind)
    guard kind == known else {
      bag.report(.backendLeft(given, .replaced(by: kind)))
      return backend
    }
    var copy = ExistingBlock(root)
    if let body = root.settings.backendBody { backend.body = copy.body(of: body, besides: []) }
    bag.report(copy.rest.map { .notWritten($0, of: "backend `\(given.value)`") })
    return backend
  }

  /// The block, after a hint about arguments that must be set on the command line.
  var items: [HCLDocument.Item] {
    let missing = arguments.filter { !isWritten($0) }
    let block = HCLDocument.Item.block("backend", name, body: body)
    guard let last = missing.last else { return [block] }
    let first = missing.dropLast().joined(separator: ", ")
    let list = first.isEmpty ? last : "\(first) and \(last)"
    return [.comment("Set \(list) with terraform init -backend-config=FILE."), block]
  }

  private func isWritten(_ argument: String) -> Bool {
    body.items.contains { item in
      if case .attribute(let attribute) = item { attribute.name.text == argument } else { false }
    }
  }

  /// The arguments that are required.
  private var arguments: [String] {
    switch kind {
    case .s3: ["bucket", "key", "region"]
    case .gcs: ["bucket", "prefix"]
    case .azurerm: ["resource_group_name", "storage_account_name", "container_name", "key"]
    }
  }

  private var name: HCLDocument.Name {
    switch kind {
    case .s3: "s3"
    case .gcs: "gcs"
    case .azurerm: "azurerm"
    }
  }
}

extension Diagnostic {
  fileprivate static func backendLeft(_ given: Located, _ why: Message) -> Diagnostic {
    Diagnostic(
      RenderProblem.notCarried, "backend `\(given.value)` is not rendered: \(why)", at: given.span)
  }
}

extension Message {
  fileprivate static var unsupportedBackend: Message {
    "the target supports only `s3`, `gcs` and `azurerm`"
  }

  fileprivate static func replaced(by kind: TerraformEmitOptions.Backend) -> Message {
    "`\(kind.rawValue)` replaces it"
  }
}
