import ConfigSyntax
import Diagnostics

/// What is beyond this program's knowledge, and what Kubernetes refuses.
extension Resolver {
  /// Notes that the facts end before the release in use.
  mutating func reportNewerRelease(_ layers: [Layer]) {
    guard result.chartVersion > .newest, let first = layers.first else { return }
    let resource = layers.last {
      $0.kind == .customResource && $0.chartVersion == result.chartVersion
    }
    let written = resource?.document.root?.descendant(["spec", "chart", "version"])?.span
    var diagnostic = Diagnostic(
      ShapeProblem.newerRelease,
      "chart \(result.chartVersion) is newer than \(ChartVersion.newest), the last one known",
      at: written ?? first.document.span.sub(0..<0))
    diagnostic.help = "it is checked as \(ChartVersion.newest)"
    bag.report(diagnostic)
  }

  /// Reports the name of a variable in the values of the chart that no pod may have.
  mutating func reportRefusedName(_ entry: Entry, _ section: @autoclosure () -> String) {
    guard let (severity, fault) = Self.fault(of: entry.key.value), !entry.value.isNull else {
      return
    }
    var diagnostic = Diagnostic(
      ShapeProblem.refusedVariableName, severity, "a name in `\(section())` \(fault)",
      at: entry.key.span)
    diagnostic.help = "use letters, digits and `_`"
    bag.report(diagnostic)
  }

  private static func fault(of name: String) -> (Severity, String)? {
    guard !name.isEmpty else { return (.error, "is empty") }
    if name.utf8.contains(UInt8(ascii: "=")) { return (.error, "holds `=`") }
    guard name.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) else {
      return (.error, "holds a character that is not printable ASCII")
    }
    let isFormer =
      name.utf8.allSatisfy(isFormerByte)
      && name.utf8.first.map { !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0) } ?? true
    return isFormer ? nil : (.warning, "is one that Kubernetes refuses before 1.32")
  }

  private static func isFormerByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}
