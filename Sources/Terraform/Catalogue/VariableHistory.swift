/// An input variable through the releases of a module.
package struct VariableHistory: Sendable {
  struct State: Sendable {
    let type: String
    let defaultText: String?
    let flags: VariableFlags
  }
  struct Note: Sendable {
    let first: ReleasePoint
    let last: ReleasePoint?
    let text: String
  }

  package let name: String
  /// The inputs that replaced it; empty where none did.
  package internal(set) var replacements: [String] = []
  /// What else to do about it, when there is something.
  package internal(set) var help: String?
  var timeline = Timeline<State>()
  var notes: [Note] = []

  init(_ name: String) { self.name = name }

  /// Whether no release ever had it: a common mistake, and `replacements` has the right names.
  package var neverExisted: Bool { timeline.events.isEmpty }

  /// The release that added it.
  package var addedIn: ModuleVersion? { timeline.events.first?.at.version }
  /// The release that finally removed it; nil where it still exists.
  package var removedIn: ModuleVersion? {
    timeline.events.last.flatMap { $0.state == nil ? $0.at.version : nil }
  }

  /// The release since which it has been required at `version`; nil where it is not required.
  package func requiredSince(_ version: ModuleVersion) -> ModuleVersion? {
    let earlier = timeline.events.prefix { $0.at <= .release(version) }
    let run = earlier.reversed().prefix { $0.state.map { $0.defaultText == nil } ?? false }
    return run.last?.at.version
  }

  /// The releases that changed it, each with its new state; nil where it was removed.
  package var changes: [(at: ReleasePoint, variable: ModuleVariable?)] {
    timeline.events.map { ($0.at, variable(at: $0.at)) }
  }

  /// The first release after `version` that uses it; nil where none does.
  package func effect(after version: ModuleVersion) -> ModuleVersion? {
    timeline.events.first { event in
      event.at > .release(version) && event.state.map { !$0.flags.set.contains(.ignored) } ?? false
    }?.at.version
  }

  /// The variable at `point`; nil where it does not exist.
  func variable(at point: ReleasePoint) -> ModuleVariable? {
    guard let state = timeline.state(at: point) else { return nil }
    let notes = notes.filter { $0.first <= point && $0.last.map { point <= $0 } ?? true }
    return ModuleVariable(
      name: name, type: state.type, defaultText: state.defaultText,
      isSensitive: state.flags.set.contains(.sensitive),
      isNullable: !state.flags.set.contains(.nonnull),
      hasNoEffect: state.flags.set.contains(.ignored),
      allowedValues: state.flags.allowedValues, notes: notes.map(\.text))
  }
}

/// The last column of a variable's event: `ignored one-of=a,b`.
struct VariableFlags: Sendable {
  struct Set: OptionSet, Sendable {
    let rawValue: UInt8
    static let ignored = Set(rawValue: 1)
    static let sensitive = Set(rawValue: 2)
    static let nonnull = Set(rawValue: 4)
    static let nullable = Set(rawValue: 8)
  }

  private(set) var set: Set = []
  private(set) var allowedValues: [String] = []

  /// Nil where a word is not a flag.
  init?(_ text: String) {
    if text.isEmpty { return }
    for word in text.split(separator: " ") {
      switch word {
      case "ignored": set.insert(.ignored)
      case "sensitive": set.insert(.sensitive)
      case "nonnull": set.insert(.nonnull)
      case "nullable": set.insert(.nullable)
      case _ where word.hasPrefix("one-of="):
        allowedValues = word.dropFirst(7).split(separator: ",").map(String.init)
      default: return nil
      }
    }
  }
}
