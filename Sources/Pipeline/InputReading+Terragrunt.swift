import ConfigSyntax
import Diagnostics
import Settings
import Surfaces
import Terraform

/// `terragrunt.hcl`: the inputs of the module that `terraform.source` names.
///
/// Terragrunt passes them on as `TF_VAR_NAME`. Source: Terragrunt 0.77, "Configuration Blocks and
/// Attributes". What only Terragrunt can compute
/// (`dependency`, `include`, `get_env`) is unknown.
extension InputReading {
  mutating func readTerragrunt(_ file: SourceFile, _ id: FileID) {
    let body = HCLParser.read(file, id, limits: limits, &bag)
    let reading = TerragruntFile(body)
    let values = TfvarsFile(
      assignments: reading.inputs, span: SourceSpan(id, 0, file.bytes.count),
      damage: body.damage + reading.open)
    documents.append(values.document)
    guard terraform == nil else { return }
    let names = reading.inputs.map(\.name)
    let official = reading.source.flatMap { TerragruntSource($0.value) }
    let fitting = Self.modules(with: names, in: options.catalogue)
    guard let module = official?.module ?? options.module ?? (fitting.count == 1 ? fitting[0] : nil)
    else {
      if !body.isDamaged { bag.report(.noModule(reading, names.first, id)) }
      return
    }
    guard !reading.inputs.isEmpty || !values.damage.isEmpty else {
      return bag.report(.noInputs(reading, id))
    }
    addTerraform(
      TerraformConfiguration(
        inputs: ModuleCall([values], passing: .environment), of: module,
        at: official?.version ?? options.version(of: module), options.catalogue,
        upgrade: options.upgrade))
  }
}

/// What a `terragrunt.hcl` says about the module that it runs.
private struct TerragruntFile {
  /// The address of the module.
  private(set) var source: Located?
  /// The values of `inputs`, unknown ones included.
  private(set) var inputs: [TfvarsFile.Assignment] = []
  /// What may add more inputs.
  private(set) var open: [SourceSpan] = []
  private var evaluation = HCLEvaluation(.module(variables: [:]))
  private var locals: [String: HCLExpression] = [:]

  init(_ body: HCLBody) {
    let locals = body.blocks.filter { $0.type.value == "locals" }.flatMap(\.body.attributes)
    // A local may refer to a later one; longer chains than this are left unknown.
    for _ in 0..<4 {
      for local in locals {
        guard let value = evaluation.silentValue(of: local.expression) else { continue }
        evaluation.define(local: local.name.value, as: value)
      }
    }
    for local in locals { self.locals[local.name.value] = local.expression }
    open = body.blocks.filter { $0.type.value == "include" }.map(\.span)
    let terraform = body.blocks.first { $0.type.value == "terraform" }
    // Arguments may name values files.
    open += (terraform?.body.blocks ?? []).filter { $0.type.value == "extra_arguments" }.map(\.span)
    if let address = terraform?.body["source"]?.expression {
      source = evaluation.silentValue(of: address).flatMap { value in
        value.text.map { Located($0, value.span) }
      }
    }
    if let inputs = body["inputs"] { add(inputs.expression, depth: 8) }
  }

  /// Adds the members of an object, or of several that are merged.
  private mutating func add(_ expression: HCLExpression, depth: Int) {
    guard depth > 0 else { return }
    switch expression.kind {
    case .parentheses(let inner): add(inner, depth: depth - 1)
    case .object(let items):
      for item in items { add(item) }
    case .call(let call) where call.name.value == "merge":
      for argument in call.arguments { add(argument, depth: depth - 1) }
    case .traversal(let base, let steps):
      guard case .variable("local") = base.kind, case .attribute(let name)? = steps.first,
        steps.count == 1, let local = locals[name.value]
      else { return open.append(expression.span) }
      add(local, depth: depth - 1)
    default: open.append(expression.span)
    }
  }

  private mutating func add(_ item: HCLObjectItem) {
    guard let name = item.name else { return open.append(item.keySpan) }
    let value =
      evaluation.silentValue(of: item.value)
      ?? HCLValue(.unknown(prefix: ""), item.value.span)
    let span = SourceSpan(
      item.keySpan.file, Int(item.keySpan.lower), Int(item.value.span.upper))
    inputs.append(
      TfvarsFile.Assignment(name: Located(name, item.keySpan), span: span, value: value))
  }
}

/// The address of an official module as Terragrunt accepts it: `tfr:///wandb/wandb/aws?version=7.18.2`,
/// or any that Terraform accepts.
private struct TerragruntSource {
  let module: OfficialModule
  let version: ModuleVersion?

  init?(_ text: String) {
    guard text.hasPrefix("tfr://") else {
      guard let source = ModuleSource(text) else { return nil }
      (module, version) = (source.module, source.release)
      return
    }
    let address = text.dropFirst("tfr://".count)
    let path = address.prefix { $0 != "?" }
    let name = path.hasPrefix("/") ? String(path.dropFirst()) : String(path)
    guard let source = ModuleSource(name) else { return nil }
    module = source.module
    let query = address.dropFirst(path.count).dropFirst()
    let pin = query.split(separator: "&").first { $0.hasPrefix("version=") }
    version = pin.flatMap { ModuleVersion(String($0.dropFirst("version=".count))) }
  }
}

extension Diagnostic {
  fileprivate static func noInputs(_ file: TerragruntFile, _ id: FileID) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.nothingSet, "this Terragrunt file sets no input of the module",
      at: file.source?.span ?? SourceSpan(id, 0, 0))
    diagnostic.help = "set the inputs of the module in `inputs`"
    return diagnostic
  }

  fileprivate static func noModule(
    _ file: TerragruntFile, _ first: Located?, _ id: FileID
  ) -> Diagnostic {
    let span = file.source?.span ?? first?.span ?? SourceSpan(id, 0, 0)
    var diagnostic = Diagnostic.unsupported(
      "this Terragrunt file does not run an official W&B module", span)
    diagnostic.help = "name the module with --module if its inputs are those of an official one"
    return diagnostic
  }
}
