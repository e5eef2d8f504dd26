import ConfigSyntax
import Diagnostics

/// Chart releases that this program does not know, and names that Kubernetes rejects.
extension Resolver {
  /// Notes that the release in use is newer than any known one.
  mutating func reportNewerRelease(_ layers: [Layer]) {
    guard result.chartVersion > .newest, let first = layers.first else { return }
    let resource = layers.last {
      $0.kind == .customResource && $0.chartVersion == result.chartVersion
    }
    let written = resource?.document.root?.descendant(["spec", "chart", "version"])?.span
    var diagnostic = Diagnostic(
      ShapeProblem.newerRelease,
      "chart \(result.chartVersion) is newer than the newest known release, \(ChartVersion.newest)",
      at: written ?? first.document.span.sub(0..<0))
    diagnostic.help = "the inputs are checked against \(ChartVersion.newest)"
    bag.report(diagnostic)
  }

  /// Reports a variable name in the chart's values that Kubernetes rejects.
  mutating func reportRefusedName(_ entry: Entry, _ section: @autoclosure () -> String) {
    guard let (severity, fault) = Self.fault(of: entry.key.value), !entry.value.isNull else {
      return
    }
    var diagnostic = Diagnostic(
      ShapeProblem.malformedVariableName, severity, "a variable name in `\(section())` \(fault)",
      at: entry.key.span)
    diagnostic.help = "use only letters, digits and `_`"
    bag.report(diagnostic)
  }

  private static func fault(of name: String) -> (Severity, String)? {
    guard !name.isEmpty else { return (.error, "is empty") }
    if name.utf8.contains(UInt8(ascii: "=")) { return (.error, "contains `=`") }
    guard name.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) else {
      return (.error, "contains a character that is not printable ASCII")
    }
    let isFormer =
      name.utf8.allSatisfy(isFormerByte)
      && name.utf8.first.map { !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0) } ?? true
    return isFormer ? nil : (.warning, "is rejected by Kubernetes before 1.32")
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
