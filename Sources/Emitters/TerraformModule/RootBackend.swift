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
    guard let root, let existing = root.settings.backend else {
      return asked.map { RootBackend(kind: $0) }
    }
    let known = TerraformEmitOptions.Backend(rawValue: existing.value)
    guard let kind = asked ?? known else {
      bag.report(.backendLeft(existing, .unsupportedBackend))
      return nil
    }
    var backend = RootBackend(kind: kind)
    guard kind == known else {
      bag.report(.backendLeft(existing, .replaced(by: kind)))
      return backend
    }
    var copy = ExistingBlock(root)
    if let body = root.settings.backendBody { backend.body = copy.body(of: body, except: []) }
    bag.report(copy.rest.map { .notWritten($0, of: "backend `\(existing.value)`") })
    return backend
  }

  /// The block, after a hint about arguments that must be set on the command line.
  var items: [HCLDocument.Item] {
    let missing = arguments.filter { !isWritten($0) }
    let block = HCLDocument.Item.block("backend", name, body: body)
    guard !missing.isEmpty else { return [block] }
    return [.comment("Set \(missing.listed) with terraform init -backend-config=FILE."), block]
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
  fileprivate static func backendLeft(_ existing: Located, _ why: Message) -> Diagnostic {
    Diagnostic(
      RenderProblem.notCarried, "backend `\(existing.value)` is not rendered: \(why)",
      at: existing.span)
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
