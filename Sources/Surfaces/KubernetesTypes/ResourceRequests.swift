import ConfigSyntax
import Diagnostics
import Settings

/// Requests above limits, including those that the size of the installation sets.
struct ResourceRequests {
  let root: ConfigNode

  /// Checks a component, or one of its containers, at `path`.
  func check(
    _ node: ConfigNode, _ path: @autoclosure () -> String, _ reader: inout SurfaceReader
  ) {
    guard let resources = node["resources"], resources.entries != nil else { return }
    check(resources, "cpu", of: path(), &reader)
    check(resources, "memory", of: path(), &reader)
  }

  private func check(
    _ resources: ConfigNode, _ name: String, of path: @autoclosure () -> String,
    _ reader: inout SurfaceReader
  ) {
    let limit = resources["limits"]?[name]
    let request = resources["requests"]?[name]
    guard let written = limit ?? request, !written.isNull else { return }
    let limits = limit.flatMap { Quantity($0) } ?? preset("limits", name, of: path())
    let requests = request.flatMap { Quantity($0) } ?? preset("requests", name, of: path())
    guard let limits, let requests, requests.value > limits.value else { return }
    let path = path()
    let diagnostic: Diagnostic
    if let limit, let request {
      let later = limit.span.file > request.span.file ? limit : request
      diagnostic = .above(path, name, at: later.span)
      return reader.report(diagnostic)
    }
    let other = limit == nil ? "limits" : "requests"
    diagnostic = limit == nil ? .aboveSize(path, name, written) : .belowSize(path, name, written)
    guard !reader.findings.hasError(at: written.span) else { return }
    reader.nulls.append(
      PendingNull(
        path: "\(path).resources.\(other).\(name)", layer: reader.layer.number, diagnostic,
        unless: .writtenBefore))
  }

  /// What applies without a value in `resources`; nil where it is not known.
  private func preset(_ section: String, _ name: String, of path: String) -> Quantity? {
    let component = String(path.prefix { $0 != "." })
    let own = root[component]
    if path != component, let node = own?["resources"]?[section]?[name] { return Quantity(node) }
    guard own?["sizing"] == nil,
      let size = (own?["size"] ?? root["global"]?["size"])?.stringValue
    else { return nil }
    return ChartSizes.quantity(of: component, size: size, section: section, resource: name)
      .flatMap { Quantity($0) }
  }
}

extension Diagnostic {
  fileprivate static func above(
    _ path: String, _ name: String, at span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.requestAboveLimit,
      "`\(path).resources` requests more `\(name)` than its limit", at: span)
    diagnostic.help = "lower the request, or raise the limit"
    return diagnostic
  }

  fileprivate static func belowSize(
    _ path: String, _ name: String, _ node: ConfigNode
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.requestAboveLimit,
      "`\(path).resources.limits.\(name)` is below the request that `size` sets", at: node.span)
    diagnostic.help = "set `\(path).resources.requests.\(name)` as well"
    return diagnostic
  }

  fileprivate static func aboveSize(
    _ path: String, _ name: String, _ node: ConfigNode
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.requestAboveLimit,
      "`\(path).resources.requests.\(name)` is above the limit that `size` sets", at: node.span)
    diagnostic.help = "set `\(path).resources.limits.\(name)` as well"
    return diagnostic
  }
}
