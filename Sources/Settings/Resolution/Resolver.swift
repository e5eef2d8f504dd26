import ConfigSyntax
package import Diagnostics

/// Turns layers of documents into one configuration: later layers override earlier ones, setting by
/// setting.
package struct Resolver {
  var result = ResolvedConfiguration()
  var bag = DiagnosticBag()
  let sources: SourceMap
  let index = FieldCatalog.index
  /// What the layers so far wrote into the places of each composite.
  var members = FieldCatalog.composites.map { _ in CompositeMembers() }
  var dirty: Set<Int> = []
  /// References that lack a piece so far; a later layer may bring it.
  var incomplete: [Int: CompositeMember] = [:]
  /// The keys of each section that were asked for, for suggestions.
  var knownKeys: [String: [String]] = [:]
  /// The parts that each composite gave a value.
  var givenParts = FieldCatalog.composites.map { _ in Set<CompositePart>() }

  package struct Options: Sendable {
    package var chartVersion: ChartVersion?
    package var now: Int64 = 0

    package init() {}
  }

  package static func resolve(
    _ layers: [Layer], sources: SourceMap, options: Options, _ bag: inout DiagnosticBag
  ) -> ResolvedConfiguration {
    var resolver = Resolver(sources: sources)
    resolver.result.now = options.now
    resolver.result.chartVersion =
      options.chartVersion ?? layers.lazy.compactMap(Self.chartVersion).last ?? .newest
    for layer in layers { resolver.apply(layer) }
    for (composite, member) in resolver.incomplete.sorted(by: { $0.key < $1.key }) {
      resolver.bag.report(.incompleteReference(member, FieldCatalog.composites[composite]))
    }
    resolver.reportNothingSet(layers)
    bag.report(resolver.bag.sorted)
    return resolver.result
  }

  private init(sources: SourceMap) { self.sources = sources }

  private static func chartVersion(_ layer: Layer) -> ChartVersion? {
    guard layer.kind == .customResource else { return nil }
    let node = layer.document.root?.descendant(["spec", "chart", "version"])
    return node?.scalar.flatMap { ChartVersion($0.text) }
  }

  // MARK: Layers

  private mutating func apply(_ layer: Layer) {
    if layer.document.isDamaged { result.isDamaged = true }
    guard let root = layer.document.root else { return }
    switch layer.kind {
    case .helm: applyHelm(root)
    case .customResource: applyCustomResource(root)
    case .environment:
      for entry in root.entries ?? [] {
        setVariable(entry, spelling: entry.key.value, source: .envFile)
      }
    case .set(let source):
      for entry in root.entries ?? [] { set(entry, source) }
    }
    flushComposites()
  }

  mutating func applyHelm(_ root: ConfigNode) {
    guard let entries = root.entries else { return }
    var variables: [Entry] = []
    let rest = walk(entries, section: "", &variables)
    if !rest.isEmpty {
      let tree = ConfigNode(.mapping(rest), root.span)
      result.configuration.unmodelled.helm =
        result.configuration.unmodelled.helm.map { $0.overridden(by: tree) } ?? tree
    }
    // Variables of `global.extraEnv` replace what the chart makes of the typed keys.
    flushComposites()
    for entry in variables {
      setVariable(entry, spelling: "global.extraEnv.\(entry.key.value)", source: .helm)
    }
  }

  private mutating func applyCustomResource(_ root: ConfigNode) {
    let (values, rest) = root.removing(["spec", "values"])
    let unmodelled = result.configuration.unmodelled.operatorResource
    result.configuration.unmodelled.operatorResource =
      unmodelled.map { $0.overridden(by: rest) } ?? rest
    for entry in root["spec"]?.entries ?? [] { checkKey(entry, "spec") }
    if let values, values.entries == nil, values.scalar?.isNull != true {
      bag.report(.wrongType("spec.values", values, expected: "a mapping"))
    }
    if let values { applyHelm(values) }
  }

  private mutating func reportNothingSet(_ layers: [Layer]) {
    let configuration = result.configuration
    guard let first = layers.first, !result.isDamaged, !bag.hasErrors,
      configuration.unmodelled.isEmpty,
      FieldCatalog.fields.allSatisfy({ $0.read(configuration) == nil })
    else { return }
    var diagnostic = Diagnostic(
      ShapeProblem.nothingSet, "the inputs set nothing", at: first.document.span.sub(0..<0))
    diagnostic.help = "`wandb-cfg explain global.host` shows how settings are written"
    bag.report(diagnostic)
  }
}
