import ConfigSyntax
import Diagnostics

/// Reads the blocks of a root module into declarations, and then the values into the declarations.
///
/// The steps are `blocks(of:)` for each file, `override(_:with:)`, `declare(_:)` and
/// `finish(_:_:)`. A function that returns nil has reported why, or has nothing to read.
struct RootReader {
  /// What is wrong so far, in the order of reading.
  var bag = DiagnosticBag()
  /// What is declared so far.
  var module = RootModule()
  /// What is evaluated of each module call once the values are known.
  var calls: [PendingCall] = []
  /// What is declared of each kind.
  private var declared: [String: FirstPlaces] = [:]
  private let limits: Limits

  init(limits: Limits) { self.limits = limits }

  /// The blocks of a file; arguments outside of blocks are reported.
  mutating func blocks(of body: HCLBody) -> [HCLBlock] {
    module.damage += body.damage
    for attribute in body.attributes {
      bag.report(.outsideBlocks(attribute.name))
    }
    var known: [HCLBlock] = []
    for block in body.blocks {
      noteDamage(block.body)
      guard ConfigurationSchema.root.blocks[block.type.value] != nil else {
        bag.report(
          .unknown(
            block.type, "a Terraform block type",
            among: ConfigurationSchema.root.blocks.keys.sorted()))
        continue
      }
      known.append(block)
    }
    return known
  }

  private mutating func noteDamage(_ body: HCLBody) {
    module.damage += body.damage
    for block in body.blocks { noteDamage(block.body) }
  }

  /// The blocks after the changes of `files`: the blocks of each override file, in reading order.
  ///
  /// Blocks of `*_override.tf` change the blocks of other files instead of adding to them.
  mutating func override(_ blocks: [HCLBlock], with files: [[HCLBlock]]) -> [HCLBlock] {
    guard !files.isEmpty else { return blocks }
    var overrides = BlockOverrides(of: blocks)
    for file in files { overrides.add(file) }
    if !module.isDamaged { bag.report(overrides.withoutBase.map { .withoutBase($0) }) }
    return overrides.result
  }

  mutating func declare(_ blocks: [HCLBlock]) {
    for block in blocks {
      guard let schema = ConfigurationSchema.root.blocks[block.type.value],
        check(block, schema)
      else { continue }
      declare(block)
    }
  }

  private mutating func declare(_ block: HCLBlock) {
    switch block.type.value {
    case "terraform": readSettings(block)
    case "variable": readVariable(block)
    case "locals": readLocals(block)
    case "output": readOutput(block)
    case "module": readModuleCall(block)
    case "provider": readProvider(block)
    case "check":
      for inner in block.body.blocks where inner.type.value == "data" { readResource(inner) }
    default: readResource(block)
    }
  }

  /// The steps that need every block and every value.
  mutating func finish(
    _ blocks: [HCLBlock], _ values: VariableValues, _ context: ModuleContext
  ) -> RootModule {
    module = assign(values)
    var references = RootReferences(module: module, context)
    for block in blocks { references.visit(block) }
    bag.report(references.bag.sorted)
    module = references.module

    let spans = blocks.map(\.span) + module.variables.map(\.value.span)
    let bytes = spans.reduce(0) { $0 + $1.range.count }
    var evaluation = RootEvaluation(module: module, context, bytes: bytes, limits)
    evaluation.evaluate(calls: calls)
    bag.report(evaluation.finish())
    module = evaluation.module
    module.sensitiveSpans = SpanSet(Array(SensitiveFlow(module, context).spans))
    return module
  }

  /// The module with the values of its variables, and nothing evaluated.
  mutating func assign(_ values: VariableValues) -> RootModule {
    var assigner = VariableAssigner(module: module)
    assigner.assign(values)
    bag.report(assigner.bag.sorted)
    return assigner.module
  }

  // MARK: Blocks

  /// Whether the block has the labels that identify what it declares; other problems are reported,
  /// and do not stop the reading.
  private mutating func check(_ block: HCLBlock, _ schema: HCLBlockSchema) -> Bool {
    guard block.labels.count == schema.labels.count else {
      bag.report(.labels(of: block, schema.labels))
      return false
    }
    checkBody(block.body, of: block.type, schema)
    return true
  }

  private mutating func checkBody(
    _ body: HCLBody, of type: Located, _ schema: HCLBlockSchema
  ) {
    for attribute in body.attributes {
      let isKnown = schema.arguments.contains { $0.name == attribute.name.value }
      guard !isKnown, schema.others == .refused else { continue }
      bag.report(
        .unknown(
          attribute.name, "an argument of `\(type.value)`", among: schema.arguments.map(\.name)))
    }
    for inner in body.blocks {
      if let schema = schema.blocks[inner.type.value] {
        _ = check(inner, schema)
      } else if schema.others != .anything {
        bag.report(
          .unknown(inner.type, "a block of `\(type.value)`", among: schema.blocks.keys.sorted()))
      }
    }
    guard body.damage.isEmpty else { return }
    for argument in schema.arguments where argument.need == .required {
      guard body[argument.name] == nil else { continue }
      bag.report(.missing(argument.name, in: type))
    }
  }

  // MARK: Names

  /// Whether this is the first of its kind and name; a second one is reported.
  mutating func isFirst(_ kind: String, _ name: String, at span: SourceSpan) -> Bool {
    guard let first = declared[kind, default: FirstPlaces()].note(name, at: span) else {
      return true
    }
    bag.report(.declaredTwice(kind, name, at: span, first: first))
    return false
  }

  /// Whether the name is valid; an invalid one is reported.
  mutating func isUsable(_ name: Located) -> Bool {
    guard !HCLIdentifier.isValid(name.value) else { return true }
    bag.report(.invalidName(name))
    return false
  }

  // MARK: Arguments

  /// The value of an argument that must be constant.
  mutating func constant(_ expression: HCLExpression) -> HCLValue? {
    var evaluation = HCLEvaluation(.constant, limits: limits)
    let value = evaluation.value(of: expression)
    bag.report(evaluation.bag.sorted)
    return value
  }

  /// The text of an argument.
  mutating func text(_ attribute: HCLAttribute?) -> Located? {
    attribute.flatMap { text($0.expression, of: $0.name.value) }
  }

  mutating func text(_ expression: HCLExpression, of name: String) -> Located? {
    guard let value = constant(expression) else { return nil }
    guard let text = value.text else {
      return refuse("`\(name)` must be a string, not \(value.noun)", value.span)
    }
    return Located(text, value.span)
  }

  /// The Boolean value of an argument; `fallback` where it is absent or not a Boolean.
  mutating func flag(_ attribute: HCLAttribute?, else fallback: Bool) -> Bool {
    guard let attribute, let value = constant(attribute.expression) else { return fallback }
    return value.bool
      ?? refuse(
        "`\(attribute.name.value)` must be `true` or `false`, not \(value.noun)",
        value.span) ?? fallback
  }

  mutating func refuse<Result>(_ message: Message, _ span: SourceSpan) -> Result? {
    bag.report(Diagnostic(TerraformProblem.invalidArgument, message, at: span))
    return nil
  }

  /// The `validation` or `precondition` blocks of a block.
  func conditions(_ type: String, of block: HCLBlock) -> [Condition] {
    block.body.blocks.filter { $0.type.value == type }.compactMap { inner in
      guard let condition = inner.body["condition"], let message = inner.body["error_message"]
      else { return nil }
      return Condition(
        condition: condition.expression, message: message.expression, span: inner.span)
    }
  }
}

/// Where each of some names occurs first.
private struct FirstPlaces {
  private var index = NameIndex()
  private var places: [(name: String, span: SourceSpan)] = []

  /// The place of an earlier one of the same name; nil, and noted, for the first.
  mutating func note(_ name: String, at span: SourceSpan) -> SourceSpan? {
    let number = index.number(of: name, orSet: places.count) { places[$0].name }
    if let number { return places[number].span }
    places.append((name, span))
    return nil
  }
}

extension Diagnostic {
  fileprivate static func outsideBlocks(_ name: Located) -> Diagnostic {
    Diagnostic(
      TerraformProblem.unknownArgument, "the argument `\(name.value)` is outside any block",
      at: name.span)
  }

  fileprivate static func withoutBase(_ name: Located) -> Diagnostic {
    Diagnostic(
      TerraformProblem.undeclaredReference,
      "an override file changes `\(name.value)`, which no other file declares", at: name.span)
  }

  /// A name that is not one of the known ones; `noun` has its article.
  static func unknown(_ name: Located, _ noun: Message, among known: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.unknownArgument, "`\(name.value.prefix(60))` is not \(noun)", at: name.span)
    if let near = NameSuggestion.nearest(to: name.value, among: known) {
      diagnostic.help = .didYouMean(near)
      diagnostic.fixes = [.rename(name, to: near)]
    }
    return diagnostic
  }

  /// A block with more or fewer labels than its type requires.
  fileprivate static func labels(of block: HCLBlock, _ names: [String]) -> Diagnostic {
    let type = block.type.value
    let written = names.map { " \"\($0.uppercased())\"" }.joined()
    let isShort = block.labels.count < names.count
    var diagnostic = Diagnostic(
      TerraformProblem.wrongLabels,
      isShort
        ? "`\(type)` has no label for its \(names[block.labels.count])"
        : "`\(type)` has too many labels: expected \(names.count), found \(block.labels.count)",
      at: isShort ? block.type.span : block.labels[names.count].span)
    diagnostic.help = "write `\(type)\(written) { … }`"
    return diagnostic
  }

  fileprivate static func missing(_ argument: String, in type: Located) -> Diagnostic {
    Diagnostic(
      TerraformProblem.missingArgument, "`\(type.value)` has no `\(argument)`", at: type.span)
  }

  /// A second declaration; `name` is empty for a kind that has none.
  fileprivate static func declaredTwice(
    _ kind: String, _ name: String, at span: SourceSpan, first: SourceSpan
  ) -> Diagnostic {
    let shown = name.isEmpty ? "`\(kind)`" : "\(kind) `\(name)`"
    var diagnostic = Diagnostic(
      TerraformProblem.declaredTwice, "\(shown) is declared twice", at: span)
    diagnostic.related = [Label("first declared here", first)]
    diagnostic.help = "remove one of the two; only `*_override.tf` files may repeat a block"
    return diagnostic
  }

  fileprivate static func invalidName(_ name: Located) -> Diagnostic {
    Diagnostic(
      TerraformProblem.invalidName, "`\(value: name.value.prefix(40))` is not a valid name",
      at: name.span)
  }
}
