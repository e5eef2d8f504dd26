import ConfigSyntax
package import Diagnostics
package import Settings

/// Reads layers of documents into one configuration: later layers override earlier ones, setting by
/// setting.
package enum ConfigurationReader {
  /// What the layers do not say themselves.
  package struct Options: Sendable {
    package var chartVersion: ChartVersion?
    /// Seconds since 1970.
    package var now: Int64 = 0
    package var catalog = FieldCatalog.builtIn
    /// The spans of values that depend on sensitive Terraform variables.
    package var sensitiveSpans = SpanSet()

    package init() {}
  }

  /// Reads the layers, and reports what is wrong with their keys, names and values.
  package static func read(
    _ layers: [Layer], sources: SourceMap, options: Options, _ bag: inout DiagnosticBag
  ) -> ResolvedConfiguration {
    let resources = layers.indices.filter { layers[$0].kind.merging == .byOperator }
    let empty = ResolvedConfiguration(
      chartVersion: options.chartVersion ?? layers.lazy.compactMap(\.chartVersion).last ?? .newest,
      sensitiveSpans: options.sensitiveSpans,
      isDamaged: layers.contains { $0.document.isDamaged },
      resourceLayers: resources, resourceValues: resources.compactMap { layers[$0].chartValues },
      now: options.now)
    var reader = SurfaceReader(empty, options.catalog, sources)
    var hasValues = false
    for number in layers.indices {
      let layer = layers[number]
      let isRead = layer.document.root != nil && layer.isValues
      reader.read(layer, number: number, isFirstValues: isRead && !hasValues)
      hasValues = hasValues || isRead
    }
    let resolved = reader.finish(layers: layers.count)
    var findings = reader.findings
    findings.report(reader.resolver.findings.sorted)
    findings.report(PendingNull.findings(reader.nulls, layers))
    reportNothingSet(layers, &findings)
    reportNewerRelease(resolved.chartVersion, layers, &findings)
    bag.report(findings.sorted)
    return resolved
  }

  private static func reportNothingSet(_ layers: [Layer], _ findings: inout DiagnosticBag) {
    guard let first = layers.first, !findings.hasErrors,
      layers.allSatisfy({ layer in
        !layer.document.isDamaged && !(layer.kind is TerraformModule)
          && layer.document.root?.entries?.isEmpty ?? true
      })
    else { return }
    findings.report(.nothingSet(first.document.span.sub(0..<0)))
  }

  /// Notes that the release in use is newer than any known one.
  private static func reportNewerRelease(
    _ used: ChartVersion, _ layers: [Layer], _ findings: inout DiagnosticBag
  ) {
    guard used > .newest, let first = layers.first else { return }
    let asking = layers.last { $0.chartVersion == used }
    findings.report(
      .newerRelease(used, asking?.chartVersionSpan ?? first.document.span.sub(0..<0)))
  }
}

extension Diagnostic {
  /// The inputs, of which the first one is at `span`, do not set anything.
  package static func nothingSet(_ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.nothingSet, "the inputs do not set anything", at: span)
    diagnostic.help = "run `wandb-cfg explain global.host` to see how a setting is written"
    return diagnostic
  }

  fileprivate static func newerRelease(_ used: ChartVersion, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.newerRelease,
      "chart \(used) is newer than the newest known release, \(ChartVersion.newest)", at: span)
    diagnostic.help = "the inputs are checked against \(ChartVersion.newest)"
    return diagnostic
  }
}
