import ConfigSyntax
import Diagnostics

/// Blocks of `*_override.tf`, which change the blocks of other files instead of adding to them.
extension RootReader {
  mutating func override(_ blocks: inout [HCLBlock], with changes: [HCLBlock]) {
    var places: [ExactText: Int] = [:]
    for (place, block) in blocks.enumerated() where places[Self.key(block)] == nil {
      places[Self.key(block)] = place
    }
    for change in changes {
      switch change.type.value {
      case "locals": overrideLocals(&blocks, change)
      case "moved", "import", "removed", "check": blocks.append(change)
      default:
        if let place = places[Self.key(change)] {
          blocks[place] = Self.merged(blocks[place], change)
        } else if ["terraform", "provider"].contains(change.type.value) {
          blocks.append(change)
        } else {
          let shown = ([change.type] + change.labels).map(\.value).joined(separator: " ")
          reportBase(shown, (change.labels.last ?? change.type).span)
        }
      }
    }
  }

  private static func key(_ block: HCLBlock) -> ExactText {
    var names = [block.type.value] + block.labels.map(\.value)
    if block.type.value == "provider", let alias = block.body["alias"],
      case .string(let text) = alias.expression.kind
    {
      names.append(text)
    }
    return ExactText(names.joined(separator: " "))
  }

  private mutating func reportBase(_ shown: String, _ span: SourceSpan) {
    guard !module.isDamaged else { return }
    bag.report(
      Diagnostic(
        TerraformProblem.undeclaredReference,
        "an override file changes `\(shown)`, which no other file declares", at: span))
  }

  private mutating func overrideLocals(_ blocks: inout [HCLBlock], _ change: HCLBlock) {
    var places: [ExactText: Int] = [:]
    for (place, block) in blocks.enumerated() where block.type.value == "locals" {
      for attribute in block.body.attributes { places[ExactText(attribute.name.value)] = place }
    }
    var changed: [Int: [HCLAttribute]] = [:]
    for attribute in change.body.attributes {
      guard let base = places[ExactText(attribute.name.value)] else {
        reportBase("local.\(attribute.name.value)", attribute.name.span)
        continue
      }
      changed[base, default: []].append(attribute)
    }
    for (place, attributes) in changed {
      let body = HCLBody(attributes: attributes, blocks: [], span: change.span)
      blocks[place] = Self.merged(
        blocks[place],
        HCLBlock(type: change.type, labels: [], body: body, span: change.span))
    }
  }

  /// Arguments replace those of the same name; blocks replace all of their type, but for
  /// `required_providers`, which is merged in turn.
  private static func merged(_ base: HCLBlock, _ change: HCLBlock) -> HCLBlock {
    let names = Set(change.body.attributes.map(\.name.value))
    let attributes =
      base.body.attributes.filter { !names.contains($0.name.value) } + change.body.attributes
    let types = Set(change.body.blocks.map(\.type.value))
    var blocks = base.body.blocks.filter {
      !types.contains($0.type.value) || $0.type.value == "required_providers"
    }
    for inner in change.body.blocks {
      if inner.type.value == "required_providers",
        let place = blocks.firstIndex(where: { $0.type.value == inner.type.value })
      {
        blocks[place] = merged(blocks[place], inner)
      } else {
        blocks.append(inner)
      }
    }
    return HCLBlock(
      type: base.type, labels: base.labels,
      body: HCLBody(
        attributes: attributes, blocks: blocks, span: base.body.span,
        damage: base.body.damage + change.body.damage),
      span: base.span)
  }
}
