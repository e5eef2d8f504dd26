/// An output through the releases of a module.
package struct OutputHistory: Sendable {
  package let name: String
  package let isSensitive: Bool
  /// The outputs that replaced it.
  package internal(set) var replacements: [String] = []
  var timeline = Timeline<Void>()

  package var addedIn: ModuleVersion? { timeline.events.first?.at.version }
  package var removedIn: ModuleVersion? {
    timeline.events.last.flatMap { $0.state == nil ? $0.at.version : nil }
  }
}

/// A provider's constraint through the releases of a module.
struct ProviderHistory: Sendable {
  let name: String
  let source: String
  var timeline = Timeline<String>()
}
