import ConfigSyntax
import Diagnostics

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
    for (place, block) in base.enumerated() {
      guard let inner = block.body.blocks.firstIndex(where: { $0.type.value == Self.providers })
      else { continue }
      var pieces = block.body.blocks
      pieces[inner] = pieces[inner].changed(by: providers.map(\.body))
      blocks[place] = block.with(block.body.with(pieces))
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
