/// A format of findings.
package protocol Renderer: Sendable {
  /// Everything that the format prints, with its last line break.
  func render(_ findings: Findings) -> String
}
