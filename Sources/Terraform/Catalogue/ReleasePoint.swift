/// A point in a module's history: a release, or the default branch after all of them.
package enum ReleasePoint: Hashable, Comparable, Sendable {
  case release(ModuleVersion)
  case unreleased

  package var version: ModuleVersion? {
    if case .release(let version) = self { version } else { nil }
  }
}

/// Releases in a row, for messages: `4.1.0 to 4.24.0`.
package struct ReleaseSpan: Hashable, Sendable {
  package let first: ModuleVersion
  /// Nil where it includes the newest release.
  package let last: ModuleVersion?
}
