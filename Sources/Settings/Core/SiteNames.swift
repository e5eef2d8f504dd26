/// Names that a site knows in addition to those of the catalogue and the chart.
package struct SiteNames: Sendable {
  /// Environment variables that are not reported as unknown.
  package var variables: Set<String> = []
  /// Sizes that are not reported as unknown.
  package var sizes: Set<String> = []

  /// Nothing in addition.
  package init() {}
}
