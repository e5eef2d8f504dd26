import ConfigSyntax
import Diagnostics

/// Collects what the expressions of a module refer to, and reports what cannot be referred to.
struct RootReferences {
  /// What a block allows in its expressions.
  struct Context {
    /// Whether `count` or `each` is available.
    var loop = ModuleCall.Repetition.none
    /// Whether `self` is the enclosing resource.
    var hasSelf = false
    /// The iterators of the enclosing `dynamic` blocks.
    var iterators: [String] = []
    /// Whether the references only order blocks, as in `depends_on`, which needs no index.
    var isOrdering = false
  }

  /// What a name is looked up in, by the word before it.
  fileprivate enum Kind: String, CaseIterable {
    case variable = "var"
    case local, module

    /// What messages call such a declaration.
    var noun: String { self == .variable ? "variable" : rawValue }

    /// The declared names.
    func names(in module: RootModule) -> [String] {
      switch self {
      case .variable: module.variables.map(\.name.value)
      case .local: module.locals.map(\.name.value)
      case .module: module.moduleCalls.map(\.name.value)
      }
    }
  }

  /// The module with the references found so far.
  var module: RootModule
  /// What does not resolve so far.
  var bag = DiagnosticBag()
  private let declared: [Kind: Set<ExactText>]
  /// The modules with `count` or `for_each`.
  private let repeated: Set<ExactText>
  /// The resources as `resource aws_s3_bucket.files`.
  private let resources: Set<ExactText>
  /// The provider configurations with an alias: `aws.us`.
  private let aliases: Set<ExactText>
  /// What is certainly as sensitive as a variable.
  let sensitive: SensitiveValues
  /// The outputs that Terraform shows, by the span of their name.
  let exposed: [SourceSpan: OutputDeclaration]
  /// How many more names are compared with the declared ones.
  private var suggestions = 100
  /// The declared names of each kind that a name was compared with.
  private var known: [Kind: KnownNames] = [:]

  init(module: RootModule, _ context: ModuleContext) {
    self.module = module
    declared = Dictionary(
      uniqueKeysWithValues: Kind.allCases.map { kind in
        (kind, Set(kind.names(in: module).map { ExactText($0) }))
      })
    repeated = Set(
      module.moduleCalls.lazy.filter { $0.repetition != .none }.map { ExactText($0.name.value) })
    resources = Set(
      module.resources.map {
        ExactText("\($0.mode.rawValue) \($0.type.value).\($0.name.value)")
      })
    aliases = Set(module.aliases.map { ExactText($0) })
    sensitive = SensitiveValues(module, outputs: context.sensitiveOutputs)
    exposed = Dictionary(
      // Terraform shows the outputs of the directory, not those of the modules that it calls.
      (context.isCalled ? [] : module.outputs).filter { !$0.isSensitive }.map {
        ($0.name.span, $0)
      },
      uniquingKeysWith: { one, _ in one })
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
    let root = reference.root.value
    if let kind = Kind(rawValue: root) { return require(name, kind, by: reference, context) }
    switch root {
    case "data", "ephemeral", "resource":
      guard reference.names.count > 1 else {
        return bag.report(.invalid(reference, "needs a type and a name, as in `\(root).type.name`"))
      }
      requireResource(reference, Array(reference.names.prefix(2)), root)
    case "path": check(name, of: reference, among: ["module", "root", "cwd"])
    case "terraform": check(name, of: reference, among: ["workspace", "applying"])
    case "each":
      check(name, of: reference, among: ["key", "value"])
      if ["key", "value"].contains(name.value) { requireLoop(.forEach, reference, context) }
    case "count":
      check(name, of: reference, among: ["index"])
      if name.value == "index" { requireLoop(.count, reference, context) }
    case "self":
      guard !context.hasSelf else { return }
      bag.report(.unavailableSelf(reference))
    default:
      guard !context.iterators.contains(root) else { return }
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
      bag.report(.invalid(reference, "needs a name after it, as in `\(root).name`"))
    default:
      bag.report(
        .invalid(
          reference, "is not a value", help: "put text in double quotes",
          fix: .quote(reference.root, .unsafe)))
    }
  }

  // MARK: Declarations

  /// Notes the reference; a name that is not declared is reported.
  private mutating func require(
    _ name: Located, _ kind: Kind, by reference: HCLReference, _ context: Context
  ) {
    let span = reference.span(to: name)
    switch kind {
    case .variable: note(.variable, name, span)
    case .local: note(.local, name, span)
    case .module:
      module.moduleReferences.append(
        context.isOrdering
          ? ModuleReference(ordering: reference, name) : ModuleReference(reference, name))
    }
    guard declared[kind]?.contains(ExactText(name.value)) != true, !module.isDamaged else { return }
    let near = suggestion(for: name.value, kind)
    bag.report(
      .undeclared(
        kind.noun, "`\(name.value)`", at: span, near: near.map { "\(kind.rawValue).\($0)" }))
  }

  private mutating func note(_ kind: NameReference.Kind, _ name: Located, _ span: SourceSpan) {
    module.references.append(NameReference(kind: kind, name: name, span: span))
  }

  /// A similar name, unless the module has so many unknown ones that the search is too slow.
  private mutating func suggestion(
    for name: String, _ kind: Kind
  ) -> String? {
    suggestions -= 1
    guard suggestions > 0 else { return nil }
    let names = known[kind] ?? KnownNames(kind.names(in: module))
    known[kind] = names
    return names.nearest(to: name)
  }

  /// Reports a provider configuration that does not exist; one without an alias always does.
  mutating func requireProvider(_ name: Located) {
    guard name.value.utf8.contains(UInt8(ascii: ".")), !module.isDamaged,
      !aliases.contains(ExactText(name.value))
    else { return }
    suggestions -= 1
    let near =
      suggestions > 0 ? NameSuggestion.nearest(to: name.value, among: module.aliases) : nil
    bag.report(.undeclaredProvider(name, near: near))
  }

  private mutating func requireResource(
    _ reference: HCLReference, _ names: [Located], _ mode: String
  ) {
    let shown = names.map(\.value).joined(separator: ".")
    guard !resources.contains(ExactText("\(mode) \(shown)")), !module.isDamaged,
      let last = names.last
    else { return }
    let noun = mode == "data" ? "data source" : mode == "ephemeral" ? "ephemeral resource" : mode
    bag.report(.undeclared(noun, "`\(value: shown)`", at: reference.span(to: last)))
  }

  // MARK: Names of Terraform's own

  private mutating func check(
    _ name: Located, of reference: HCLReference, among known: [String]
  ) {
    guard !known.contains(name.value) else { return }
    bag.report(.unknownAttribute(name, of: reference, among: known))
  }

  private mutating func requireLoop(
    _ loop: ModuleCall.Repetition, _ reference: HCLReference, _ context: Context
  ) {
    guard context.loop != loop else { return }
    let argument = loop == .count ? "count" : "for_each"
    bag.report(.invalid(reference, "is only available in a block with `\(argument)`"))
  }

  // MARK: Function calls

  /// Reports a function that does not exist, or a wrong number of arguments.
  private mutating func check(_ call: HCLCall) {
    var name = call.name.value[...]
    if name.hasPrefix("core::") { name = name.dropFirst(6) }
    guard !name.hasPrefix("provider::") else { return }
    guard let signature = HCLFunctionTable.all[String(name)] else {
      return bag.report(.unknownFunction(call, String(name)))
    }
    let count = call.arguments.count
    let isShort = count < signature.least && call.expansion == .none
    guard isShort || count > signature.most ?? .max else { return }
    let least = signature.most == nil ? "at least \(signature.least)" : "\(signature.least)"
    let noun = signature.least == 1 ? "argument" : "arguments"
    bag.report(
      Diagnostic(
        TerraformProblem.unknownFunction, "`\(name)` requires \(least) \(noun), not \(count)",
        at: call.name.span))
  }
}

extension HCLReference {
  /// From the first word to `name`.
  fileprivate func span(to name: Located) -> SourceSpan {
    SourceSpan(name.span.file, Int(root.span.lower), Int(name.span.upper))
  }
}

extension Diagnostic {
  fileprivate static func undeclared(
    _ noun: String, _ name: Message, at span: SourceSpan, near: String? = nil
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.undeclaredReference, "the module does not declare the \(noun) \(name)",
      at: span)
    diagnostic.help = near.map { .didYouMean($0) }
    return diagnostic
  }

  fileprivate static func undeclaredProvider(_ name: Located, near: String?) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.undeclaredReference,
      "no `provider` block declares `\(name.value.prefix(60))`", at: name.span)
    diagnostic.help = near.map { .didYouMean($0) }
    return diagnostic
  }

  /// A word that cannot be used as the reference uses it; it may be text without quotes.
  fileprivate static func invalid(
    _ reference: HCLReference, _ reason: Message, help: Message? = nil, fix: FixIt? = nil
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.invalidReference, "`\(value: reference.root.value)` \(reason)",
      at: reference.root.span)
    diagnostic.help = help
    diagnostic.fixes = fix.map { [$0] } ?? []
    return diagnostic
  }

  fileprivate static func unavailableSelf(_ reference: HCLReference) -> Diagnostic {
    invalid(
      reference, "is not available here",
      help: "`self` is only available in `postcondition`, `provisioner` and `connection` blocks")
  }

  fileprivate static func unknownAttribute(
    _ name: Located, of reference: HCLReference, among known: [String]
  ) -> Diagnostic {
    let shown = known.map { "`\(reference.root.value).\($0)`" }.joined(separator: " or ")
    return invalid(reference, "has no attribute `\(name.value)`", help: "use \(shown)")
  }

  fileprivate static func unknownFunction(_ call: HCLCall, _ name: String) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.unknownFunction, "Terraform has no function `\(call.name.value)`",
      at: call.name.span)
    if let near = NameSuggestion.nearest(to: name, among: HCLFunctionTable.all.keys.sorted()) {
      diagnostic.help = .didYouMean(near)
      diagnostic.fixes = [.rename(call.name, to: near)]
    }
    return diagnostic
  }
}
