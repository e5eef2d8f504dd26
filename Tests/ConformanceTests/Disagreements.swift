import Foundation
import Testing

/// The cases on which two programs disagree, told together.
struct Disagreements {
  private static let showsAll = ProcessInfo.processInfo.environment["CONFORMANCE_ALL"] != nil
  private let seed: UInt64?
  private var found: [String] = []

  init(seed: UInt64? = nil) {
    self.seed = seed
    if let seed { print("conformance: WANDB_CFG_SEED=\(seed)") }
  }

  mutating func add(_ text: some Sequence<UInt8>, _ message: String) {
    let shown = String(decoding: Array(text), as: UTF8.self).debugDescription
    let cut =
      shown.count > 1500 && !Self.showsAll ? shown.prefix(1500) + "… (\(shown.count))" : shown[...]
    found.append("\(message)\n    input: \(cut)")
  }

  func report(_ sourceLocation: SourceLocation = #_sourceLocation) {
    guard !found.isEmpty else { return }
    let shown = found.prefix(Self.showsAll ? found.count : 25).joined(separator: "\n")
    let repeating = seed.map { ", WANDB_CFG_SEED=\($0)" } ?? ""
    Issue.record(
      "\(found.count) cases disagree\(repeating)\n\(shown)", sourceLocation: sourceLocation)
  }
}
