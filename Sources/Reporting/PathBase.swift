import Diagnostics

/// How formats for CI name files: as code hosts expect them, relative to the repository's root.
package struct PathBase: Sendable {
  /// The repository's root and the current directory, both absolute; nil if the root is not known.
  private let directories: (root: String, current: String)?

  /// Paths as the user wrote them, without `./`.
  package static let current = PathBase(directories: nil)

  private init(directories: (root: String, current: String)?) { self.directories = directories }

  /// Paths relative to `root`, for a run in `current`.
  package init(root: String, current: String) { directories = (root, current) }

  /// The path as it is printed.
  ///
  /// A path outside the repository stays as the user wrote it.
  func path(_ written: String) -> String {
    let plain = PathText.normalized(written)
    guard let (root, current) = directories else { return plain }
    let relative = PathText.relative(written, to: root, from: current)
    return relative == ".." || relative.hasPrefix("../") ? plain : relative
  }
}
