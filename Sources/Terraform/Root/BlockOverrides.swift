import ConfigSyntax
import Diagnostics

/// The blocks of a module, and how `*_override.tf` changes them.
struct BlockOverrides {
  /// Those without a base are added.
  private var blocks: [HCLBlock]
  private var places: [ExactText: Int] = [:]
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
    for (place, block) in self.blocks.enumerated() {
      if places[Self.key(block)] == nil { places[Self.key(block)] = place }
      guard block.type.value == "locals" else { continue }
      for attribute in block.body.attributes { locals[ExactText(attribute.name.value)] = place }
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
      if let place = places[key] {
        changes[place, default: []].append(change.body)
      } else if change.type.value == "provider" {
        places[key] = blocks.count
        blocks.append(change)
      } else {
        let shown = ([change.type] + change.labels).map(\.value).joined(separator: " ")
        withoutBase.append(Located(shown, (change.labels.last ?? change.type).span))
      }
    }
  }

  private mutating func addLocals(_ change: HCLBlock) {
    for attribute in change.body.attributes {
      guard let place = locals[ExactText(attribute.name.value)] else {
        withoutBase.append(Located("local.\(attribute.name.value)", attribute.name.span))
        continue
      }
      let body = HCLBody(attributes: [attribute], blocks: [], span: change.span)
      changes[place, default: []].append(body)
    }
  }

  /// The blocks after all changes.
  var result: [HCLBlock] {
    settings.result
      + blocks.enumerated().map { place, block in
        changes[place].map(block.changed) ?? block
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
