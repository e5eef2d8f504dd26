import ConfigSyntax
import Diagnostics

/// The blocks of a module, and how `*_override.tf` changes them.
struct BlockOverrides {
  /// Those without a base are added.
  private var blocks: [HCLBlock]
  private var indices: [ExactText: Int] = [:]
  /// The block that declares a local value.
  private var locals: [ExactText: Int] = [:]
  /// The changes of each block, in reading order.
  private var changes: [Int: [HCLBody]] = [:]
  private var settings: SettingsOverride
  /// What override files change although no other file declares it.
  private(set) var withoutBase: [Located] = []

  init(of blocks: [HCLBlock]) {
    settings = SettingsOverride(of: blocks.filter { $0.type.value == "terraform" })
    self.blocks = blocks.filter { $0.type.value != "terraform" }
    for (index, block) in self.blocks.enumerated() {
      if indices[Self.key(block)] == nil { indices[Self.key(block)] = index }
      guard block.type.value == "locals" else { continue }
      for attribute in block.body.attributes { locals[ExactText(attribute.name.value)] = index }
    }
  }

  /// The blocks of one more file.
  mutating func add(_ file: [HCLBlock]) {
    settings.add(file.filter { $0.type.value == "terraform" })
    for block in file where block.type.value != "terraform" { add(block) }
  }

  private mutating func add(_ change: HCLBlock) {
    let key = Self.key(change)
    switch change.type.value {
    case "locals": addLocals(change)
    case "moved", "import", "removed", "check": blocks.append(change)
    default:
      if let index = indices[key] {
        changes[index, default: []].append(change.body)
      } else if change.type.value == "provider" {
        indices[key] = blocks.count
        blocks.append(change)
      } else {
        let shown = ([change.type] + change.labels).map(\.value).joined(separator: " ")
        withoutBase.append(Located(shown, (change.labels.last ?? change.type).span))
      }
    }
  }

  private mutating func addLocals(_ change: HCLBlock) {
    for attribute in change.body.attributes {
      guard let index = locals[ExactText(attribute.name.value)] else {
        withoutBase.append(Located("local.\(attribute.name.value)", attribute.name.span))
        continue
      }
      let body = HCLBody(attributes: [attribute], blocks: [], span: change.span)
      changes[index, default: []].append(body)
    }
  }

  /// The blocks after all changes.
  var result: [HCLBlock] {
    settings.result
      + blocks.enumerated().map { index, block in
        changes[index].map(block.changed) ?? block
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
}

/// The `terraform` blocks of a module, which count as one block, and how override files change
/// them.
///
/// The blocks of one file do not change each other, so that a second backend in a file is reported.
struct SettingsOverride {
  private static let providers = "required_providers"

  private let base: [HCLBlock]
  /// The blocks of each file, without its providers.
  private var files: [[HCLBlock]] = []
  private var providers: [HCLBlock] = []

  init(of blocks: [HCLBlock]) { base = blocks }

  mutating func add(_ file: [HCLBlock]) {
    guard !file.isEmpty else { return }
    providers += file.flatMap(\.body.blocks).filter { $0.type.value == Self.providers }
    files.append(
      file.map { block in
        block.with(block.body.with(block.body.blocks.filter { $0.type.value != Self.providers }))
      })
  }

  /// The blocks after all changes.
  var result: [HCLBlock] {
    guard !files.isEmpty else { return base }
    var later = LaterPieces()
    var rests: [[HCLBlock]] = []
    for file in files.reversed() + [baseWithProviders] {
      rests.append(file.map { $0.with(later.rest(of: $0.body)) })
      for block in file { later.add(block.body) }
    }
    return rests.reversed().flatMap { $0 }
  }

  /// Of `required_providers`, single arguments are replaced.
  private var baseWithProviders: [HCLBlock] {
    guard let change = providers.first else { return base }
    var blocks = base
    for (index, block) in base.enumerated() {
      guard let inner = block.body.blocks.firstIndex(where: { $0.type.value == Self.providers })
      else { continue }
      var pieces = block.body.blocks
      pieces[inner] = pieces[inner].changed(by: providers.map(\.body))
      blocks[index] = block.with(block.body.with(pieces))
      return blocks
    }
    let whole = change.changed(by: providers.dropFirst().map(\.body))
    return base + [
      HCLBlock(
        type: Located("terraform", change.type.span), labels: [],
        body: HCLBody(attributes: [], blocks: [whole], span: change.span), span: change.span)
    ]
  }
}

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
