/// The versions that a `version` argument allows: `~> 7.18, != 7.18.1`.
package struct VersionConstraint: Hashable, Sendable {
  /// What the constraint is for: Terraform does not read all constraints the same way.
  package enum Use: Hashable, Sendable {
    /// `version` of a module.
    case module
    /// `required_version`, which allows no prerelease and ignores that of Terraform itself.
    case terraform
    /// `version` in `required_providers`, where `~> 4` ends at 5.0.
    case provider
  }

  /// The text that was read.
  package let text: String
  package let use: Use
  private let terms: [VersionTerm]
  private let releases: ReleaseRange

  init(_ text: String, _ use: Use, _ terms: [VersionTerm]) {
    (self.text, self.use, self.terms) = (text, use, terms)
    var releases = ReleaseRange.all
    for term in terms { releases.formIntersection(term.range(use)) }
    self.releases = releases
  }

  /// Whether the version passes; a prerelease only when `=` names it.
  package func allows(_ version: ModuleVersion) -> Bool {
    if version.prerelease == nil || use == .terraform { return releases.contains(version.core) }
    return requests(version) && admits(version)
  }

  /// The newest of the releases that passes.
  package func newest(in releases: some Sequence<ModuleVersion>) -> ModuleVersion? {
    releases.lazy.filter(allows).max()
  }

  /// Whether at least one version passes both this and `other`, read as one constraint.
  package func sharesVersion(with other: VersionConstraint) -> Bool {
    var shared = releases
    shared.formIntersection(other.releases)
    if shared.first != nil { return true }
    return (requested + other.requested).contains { admits($0) && other.admits($0) }
  }

  /// Whether no version can pass.
  package var isEmpty: Bool { !sharesVersion(with: self) }

  /// The prereleases that `=` names; at most two, since two different ones exclude each other.
  private var requested: [ModuleVersion] {
    Array(Set(terms.lazy.compactMap(Self.prerelease)).prefix(2))
  }

  private func admits(_ prerelease: ModuleVersion) -> Bool {
    terms.allSatisfy { $0.admits(prerelease: prerelease, use) }
  }

  private func requests(_ version: ModuleVersion) -> Bool {
    terms.contains { Self.prerelease($0) == version }
  }

  private static func prerelease(_ term: VersionTerm) -> ModuleVersion? {
    guard term.comparison == .equal, let version = term.bound.version else { return nil }
    return version.prerelease == nil ? nil : version
  }
}
