import Foundation

/// SplitMix64: the same seed gives the same cases on every machine.
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  package let seed: UInt64

  /// `WANDB_CFG_SEED` overrides the seed, to repeat a failure.
  package init(_ seed: UInt64) {
    let override = ProcessInfo.processInfo.environment["WANDB_CFG_SEED"].flatMap { UInt64($0) }
    self.seed = override ?? seed
    state = self.seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  package mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int(next() % UInt64(choices.count))]
  }
}
