import Diagnostics

/// What one module has had in each of its releases: inputs, outputs, and what it requires.
///
/// The catalogue stores changes rather than releases, because a release rarely changes more than a
/// few of them. `release(at:)` puts the state of one release together.
package struct ModuleHistory: Sendable {
  /// The module, or the submodule.
  package let module: OfficialModule
  /// `wandb/terraform-aws-wandb`, on GitHub.
  package internal(set) var repository = ""
  /// All releases, oldest first; a submodule has those of its module.
  package internal(set) var releases: [ModuleVersion] = []
  /// Every input that a release ever had, and common mistakes that no release had.
  package internal(set) var variables: [VariableHistory] = []
  /// Every output that a release ever had, in the order of the catalogue.
  package internal(set) var outputs: [OutputHistory] = []
  /// The first release whose inputs are known; nil where all are.
  var since: ReleasePoint?
  var terraform = Timeline<String>()
  var providers: [ProviderHistory] = []
  /// The index of each variable in `variables`.
  var indices: [String: Int] = [:]

  init(_ module: OfficialModule) { self.module = module }

  /// The release; nil where the version is not a release, or its inputs are unknown.
  package func release(at version: ModuleVersion) -> ModuleRelease? {
    let point = ReleasePoint.release(version)
    guard releases.containsSorted(version), since.map({ $0 <= point }) ?? true else { return nil }
    return release(point)
  }

  /// The newest release that is not a prerelease, which Terraform selects without a `version`.
  package var newestStable: ModuleVersion? { releases.last { $0.prerelease == nil } }

  /// The default branch, which may be ahead of the last release.
  package var head: ModuleRelease { release(.unreleased) }

  /// The input of this name; nil for a name that the catalogue does not mention.
  package func variable(_ name: String) -> VariableHistory? {
    indices[name].map { variables[$0] }
  }

  /// The output of this name in any release.
  package func output(_ name: String) -> OutputHistory? { outputs.first { $0.name == name } }

  /// The releases that had the input.
  package func spans(of variable: VariableHistory) -> [ReleaseSpan] {
    variable.timeline.spans(in: releases)
  }

  /// The releases that had the output.
  package func spans(of output: OutputHistory) -> [ReleaseSpan] {
    output.timeline.spans(in: releases)
  }

  /// The inputs of `release` that replaced `name`, through every renaming in between.
  package func replacements(for name: String, in release: ModuleRelease) -> [String] {
    var (names, seen): ([String], Set) = ([name], [name])
    var found: [String] = []
    while let next = names.popLast() {
      let replacements = variable(next)?.replacements ?? []
      for name in replacements where seen.insert(name).inserted {
        if release.variable(name) != nil { found.append(name) } else { names.append(name) }
      }
    }
    return found
  }

  private func release(_ point: ReleasePoint) -> ModuleRelease {
    ModuleRelease(
      module, point.version,
      variables: variables.compactMap { $0.variable(at: point) },
      outputs: outputs.filter { $0.timeline.state(at: point) != nil }.map(\.name),
      requiredTerraform: terraform.state(at: point),
      requiredProviders: providers.compactMap { provider in
        provider.timeline.state(at: point).map {
          RequiredProvider(name: provider.name, source: provider.source, constraint: $0)
        }
      })
  }
}

/// An input through the releases of a module, and what the catalogue's authors know about it.
package struct VariableHistory: Sendable {
  /// The declaration from one release to the next change.
  struct State: Sendable {
    let type: String
    /// The default as an expression; nil when the input is required.
    let defaultText: String?
    let flags: VariableFlags
  }
  /// A flaw of the releases from `first` to `last`, which is nil for one that is still there.
  struct Note: Sendable {
    let first: ReleasePoint
    let last: ReleasePoint?
    let text: String
  }

  /// As in `variable "NAME"`.
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

  /// The first release that had it.
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
  /// The words that may be combined.
  struct Set: OptionSet, Sendable {
    let rawValue: UInt8
    /// The module declares the input but never reads it.
    static let ignored = Set(rawValue: 1)
    static let sensitive = Set(rawValue: 2)
    /// `nullable = false`: null means the default.
    static let nonnull = Set(rawValue: 4)
    static let nullable = Set(rawValue: 8)
  }

  private(set) var set: Set = []
  /// The words after `one-of=`.
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

/// An output through the releases of a module; unlike an input, it has no type that changes.
package struct OutputHistory: Sendable {
  /// As in `output "NAME"`.
  package let name: String
  /// Whether Terraform hides its value.
  package let isSensitive: Bool
  /// The outputs that replaced it; empty where none did.
  package internal(set) var replacements: [String] = []
  var timeline = Timeline<Void>()

  /// The first release that had it.
  package var addedIn: ModuleVersion? { timeline.events.first?.at.version }
  /// The release that finally removed it; nil where it still exists.
  package var removedIn: ModuleVersion? {
    timeline.events.last.flatMap { $0.state == nil ? $0.at.version : nil }
  }
}

/// A provider's constraint through the releases of a module.
struct ProviderHistory: Sendable {
  let name: String
  /// Its address in the registry: `hashicorp/aws`.
  let source: String
  var timeline = Timeline<String>()
}

/// States that follow each other along a module's releases; nil where there is nothing.
struct Timeline<State: Sendable>: Sendable {
  private(set) var events: [(at: ReleasePoint, state: State?)] = []

  /// Adds the state from `point` on, which must follow all events so far.
  mutating func append(_ state: State?, at point: ReleasePoint) -> AppendResult {
    if let last = events.last, last.at >= point { return .outOfOrder }
    events.append((point, state))
    return .appended
  }

  /// What was there at `point`; nil before the first event and after a removal.
  func state(at point: ReleasePoint) -> State? {
    events.last { $0.at <= point }?.state
  }

  /// The runs of releases in which there was something.
  func spans(in releases: [ModuleVersion]) -> [ReleaseSpan] {
    var spans: [ReleaseSpan] = []
    var first: ModuleVersion?
    for event in events {
      guard let version = event.at.version else { continue }
      if event.state != nil {
        first = first ?? version
      } else if let start = first {
        let next = releases.firstSorted(notBefore: version)
        spans.append(ReleaseSpan(first: start, last: next > 0 ? releases[next - 1] : start))
        first = nil
      }
    }
    if let first { spans.append(ReleaseSpan(first: first, last: nil)) }
    return spans
  }
}

/// Whether an event was added to a timeline.
enum AppendResult { case appended, outOfOrder }

extension [ModuleVersion] {
  /// The index of the first version, of sorted ones, that is not older than `version`.
  func firstSorted(notBefore version: ModuleVersion) -> Int {
    partitionPoint { $0 < version }
  }

  /// Whether the sorted versions include `version`.
  func containsSorted(_ version: ModuleVersion) -> Bool {
    let index = firstSorted(notBefore: version)
    return index < count && self[index] == version
  }
}

/// A point in a module's history: a release, or the default branch after all of them.
package enum ReleasePoint: Hashable, Comparable, Sendable {
  case release(ModuleVersion)
  case unreleased

  /// The release; nil for the default branch.
  package var version: ModuleVersion? {
    if case .release(let version) = self { version } else { nil }
  }
}

/// Releases in a row that had an input or an output.
package struct ReleaseSpan: Hashable, Sendable {
  /// The oldest of them.
  package let first: ModuleVersion
  /// Nil where it includes the newest release.
  package let last: ModuleVersion?
}

extension [ReleaseSpan] {
  /// `4.1.0 to 4.24.0, from 7.0.0 on`, as messages list releases.
  var enumeration: String {
    map { span in
      guard let last = span.last else { return "from \(span.first) on" }
      return last == span.first ? "\(last)" : "\(span.first) to \(last)"
    }
    .joined(separator: ", ")
  }
}
