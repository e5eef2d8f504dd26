import ConfigSyntax
import Diagnostics

/// Collects what the expressions of a module refer to, and reports what cannot be referred to.
struct RootReferences {
  /// What a block allows in its expressions.
  struct Context {
    var loop = ModuleCall.Repetition.none
    /// Whether `self` is the enclosing resource.
    var hasSelf = false
    /// The iterators of the enclosing `dynamic` blocks.
    var iterators: [String] = []
  }

  var module: RootModule
  var bag = DiagnosticBag()
  private var variables: Set<ExactText>
  private var locals: Set<ExactText>
  private var modules: Set<ExactText>
  /// The modules with `count` or `for_each`.
  private let repeated: Set<ExactText>
  private var resources: Set<ExactText>
  /// The provider configurations with an alias: `aws.us`.
  private let aliases: Set<ExactText>
  let sensitive: SensitiveValues
  let exposed: [SourceSpan: OutputDeclaration]
  /// How many more names are compared with the declared ones.
  private var suggestions = 100

  init(module: RootModule) {
    self.module = module
    variables = Set(module.variables.map { ExactText($0.name.value) })
    sensitive = SensitiveValues(module)
    exposed = Dictionary(
      module.outputs.filter { !$0.isSensitive }.map { ($0.name.span, $0) },
      uniquingKeysWith: { one, _ in one })
    locals = Set(module.locals.map { ExactText($0.name.value) })
    modules = Set(module.moduleCalls.map { ExactText($0.name.value) })
    repeated = Set(
      module.moduleCalls.lazy.filter { $0.repetition != .none }.map { ExactText($0.name.value) })
    aliases = Set(module.aliases.map { ExactText($0) })
    resources = Set(
      module.resources.map {
        ExactText("\($0.mode.rawValue) \($0.type.value).\($0.name.value)")
      })
  }

  /// The references of an expression; one that does not resolve is reported.
  @discardableResult
  mutating func collect(_ expression: HCLExpression, _ context: Context) -> HCLReferences {
    let found = HCLReferences(of: expression)
    for reference in found.references { resolve(reference, context) }
    for call in found.calls { check(call) }
    for reference in found.elements.lazy.compactMap(ModuleReference.init)
    where repeated.contains(ExactText(reference.module.value)) {
      module.moduleReferences.append(reference)
    }
    return found
  }

  private mutating func resolve(_ reference: HCLReference, _ context: Context) {
    guard let name = reference.names.first else { return resolveAlone(reference, context) }
    switch reference.root.value {
    case "var":
      note(.variable, name, reference)
      require(name, in: variables, "variable", "var.", reference) { $0.variables.map(\.name.value) }
    case "local":
      note(.local, name, reference)
      require(name, in: locals, "local", "local.", reference) { $0.locals.map(\.name.value) }
    case "module":
      module.moduleReferences.append(ModuleReference(reference, name))
      require(name, in: modules, "module", "module.", reference) {
        $0.moduleCalls.map(\.name.value)
      }
    case "data", "ephemeral":
      guard reference.names.count > 1 else {
        return invalid(
          reference, "needs a type and a name, as in `\(reference.root.value).type.name`")
      }
      requireResource(reference, Array(reference.names.prefix(2)), reference.root.value)
    case "resource":
      guard reference.names.count > 1 else {
        return invalid(reference, "needs a type and a name, as in `resource.type.name`")
      }
      requireResource(reference, Array(reference.names.prefix(2)), "resource")
    case "path": check(name, of: reference, ["module", "root", "cwd"])
    case "terraform": check(name, of: reference, ["workspace", "applying"])
    case "each": checkLoop(reference, name, ["key", "value"], .forEach, context)
    case "count": checkLoop(reference, name, ["index"], .count, context)
    case "self":
      guard !context.hasSelf else { return }
      invalid(
        reference, "is not available here",
        help: "`self` is only available in `postcondition`, `provisioner` and `connection` blocks")
    default:
      guard !context.iterators.contains(reference.root.value) else { return }
      requireResource(reference, [reference.root, name], "resource")
    }
  }

  /// A name without an attribute.
  private mutating func resolveAlone(_ reference: HCLReference, _ context: Context) {
    let root = reference.root.value
    if context.iterators.contains(root) || (root == "self" && context.hasSelf) { return }
    switch root {
    case "var", "local", "module", "data", "path", "terraform", "each", "count", "ephemeral",
      "resource", "self":
      invalid(reference, "needs a name after it, as in `\(root).name`")
    default:
      invalid(reference, "is not a value", help: "put text in double quotes")
    }
  }

  private mutating func note(
    _ kind: NameReference.Kind, _ name: Located, _ reference: HCLReference
  ) {
    let span = SourceSpan(
      name.span.file, Int(reference.root.span.lower), Int(name.span.upper))
    module.references.append(NameReference(kind: kind, name: name, span: span))
  }

  // MARK: Reports

  private mutating func invalid(
    _ reference: HCLReference, _ reason: Message, help: Message? = nil
  ) {
    var diagnostic = Diagnostic(
      TerraformProblem.invalidReference, "`\(value: reference.root.value)` \(reason)",
      at: reference.root.span)
    diagnostic.help = help
    bag.report(diagnostic)
  }

  private mutating func require(
    _ name: Located, in known: Set<ExactText>, _ noun: String, _ prefix: String,
    _ reference: HCLReference, _ names: (RootModule) -> [String]
  ) {
    guard !known.contains(ExactText(name.value)), !module.isDamaged else { return }
    var diagnostic = Diagnostic(
      TerraformProblem.undeclaredReference,
      "the module does not declare the \(noun) `\(name.value)`",
      at: SourceSpan(name.span.file, Int(reference.root.span.lower), Int(name.span.upper)))
    suggestions -= 1
    if suggestions > 0, let near = NameSuggestion.nearest(to: name.value, among: names(module)) {
      diagnostic.help = "did you mean `\(prefix)\(near)`?"
    }
    bag.report(diagnostic)
  }

  /// Reports a provider configuration that does not exist; one without an alias always does.
  mutating func requireProvider(_ name: Located) {
    guard name.value.utf8.contains(UInt8(ascii: ".")), !module.isDamaged,
      !aliases.contains(ExactText(name.value))
    else { return }
    var diagnostic = Diagnostic(
      TerraformProblem.undeclaredReference,
      "no `provider` block declares `\(name.value.prefix(60))`", at: name.span)
    suggestions -= 1
    if suggestions > 0,
      let near = NameSuggestion.nearest(to: name.value, among: module.aliases)
    {
      diagnostic.help = "did you mean `\(near)`?"
    }
    bag.report(diagnostic)
  }

  private mutating func requireResource(
    _ reference: HCLReference, _ names: [Located], _ mode: String
  ) {
    let shown = names.map(\.value).joined(separator: ".")
    guard !resources.contains(ExactText("\(mode) \(shown)")), !module.isDamaged,
      let last = names.last
    else { return }
    let noun = mode == "data" ? "data source" : mode == "ephemeral" ? "ephemeral resource" : mode
    bag.report(
      Diagnostic(
        TerraformProblem.undeclaredReference,
        "the module does not declare the \(noun) `\(value: shown)`",
        at: SourceSpan(last.span.file, Int(reference.root.span.lower), Int(last.span.upper))))
  }

  private mutating func check(_ name: Located, of reference: HCLReference, _ known: [String]) {
    guard !known.contains(name.value) else { return }
    let shown = known.map { "`\(reference.root.value).\($0)`" }.joined(separator: " or ")
    invalid(reference, "has no attribute `\(name.value)`", help: "use \(shown)")
  }

  private mutating func checkLoop(
    _ reference: HCLReference, _ name: Located, _ known: [String],
    _ loop: ModuleCall.Repetition, _ context: Context
  ) {
    guard known.contains(name.value) else { return check(name, of: reference, known) }
    guard context.loop != loop else { return }
    let argument = loop == .count ? "count" : "for_each"
    invalid(reference, "is only available in a block with `\(argument)`")
  }
}
