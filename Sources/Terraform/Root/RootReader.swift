import ConfigSyntax
import Diagnostics

/// Reads the blocks of a root module into declarations.
///
/// A function that returns nil has reported why, or has nothing to read.
struct RootReader {
  var bag = DiagnosticBag()
  var module = RootModule()
  /// What is evaluated of each module call once the values are known.
  var calls: [PendingCall] = []
  private var declared: [ExactText: SourceSpan] = [:]

  /// The blocks of a file; arguments outside of blocks are reported.
  mutating func blocks(of body: HCLBody) -> [HCLBlock] {
    module.damage += body.damage
    for attribute in body.attributes {
      bag.report(
        Diagnostic(
          TerraformProblem.unknownArgument,
          "the argument `\(attribute.name.value)` is outside any block", at: attribute.name.span))
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

  // MARK: Names

  /// Whether this is the first of its kind and name; a second one is reported.
  mutating func isFirst(_ kind: String, _ name: String, at span: SourceSpan) -> Bool {
    let key = ExactText(kind + " " + name)
    guard let first = declared[key] else {
      declared[key] = span
      return true
    }
    let shown = name.isEmpty ? "`\(kind)`" : "\(kind) `\(name)`"
    var diagnostic = Diagnostic(
      TerraformProblem.declaredTwice, "\(shown) is declared twice", at: span)
    diagnostic.related = [Diagnostic.Label("first declared here", first)]
    diagnostic.help = "remove one of the two; only `*_override.tf` files may repeat a block"
    bag.report(diagnostic)
    return false
  }

  /// Whether the name is valid; an invalid one is reported.
  mutating func isUsable(_ name: Located) -> Bool {
    guard !HCLIdentifier.isValid(name.value) else { return true }
    bag.report(
      Diagnostic(
        TerraformProblem.invalidName, "`\(value: name.value.prefix(40))` is not a valid name",
        at: name.span))
    return false
  }
}
