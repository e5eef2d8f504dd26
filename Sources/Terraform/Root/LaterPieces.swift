import ConfigSyntax
import Diagnostics

/// The arguments and blocks that later bodies set, which replace earlier ones.
struct LaterPieces {
  private var names: Set<ExactText> = []
  private var types: Set<String> = []

  mutating func add(_ body: HCLBody) {
    for attribute in body.attributes { names.insert(ExactText(attribute.name.value)) }
    for block in body.blocks { types.insert(Self.type(of: block)) }
  }

  /// What remains of an earlier body.
  func rest(of body: HCLBody) -> HCLBody {
    HCLBody(
      attributes: body.attributes.filter { !names.contains(ExactText($0.name.value)) },
      blocks: body.blocks.filter { !types.contains(Self.type(of: $0)) }, span: body.span,
      damage: body.damage)
  }

  /// `cloud` replaces a backend, and the other way round.
  private static func type(of block: HCLBlock) -> String {
    block.type.value == "cloud" ? "backend" : block.type.value
  }
}

extension HCLBlock {
  /// The block with another body.
  func with(_ body: HCLBody) -> HCLBlock {
    HCLBlock(type: type, labels: labels, body: body, span: span)
  }

  /// The block after changes: arguments replace those of the same name, blocks all of their type.
  func changed(by changes: [HCLBody]) -> HCLBlock {
    var later = LaterPieces()
    var rests: [HCLBody] = []
    for body in changes.reversed() + [body] {
      rests.append(later.rest(of: body))
      later.add(body)
    }
    rests.reverse()
    return with(
      HCLBody(
        attributes: rests.flatMap(\.attributes), blocks: rests.flatMap(\.blocks), span: body.span,
        damage: rests.flatMap(\.damage)))
  }
}

extension HCLBody {
  /// The body with other blocks.
  func with(_ blocks: [HCLBlock]) -> HCLBody {
    HCLBody(attributes: attributes, blocks: blocks, span: span, damage: damage)
  }
}
