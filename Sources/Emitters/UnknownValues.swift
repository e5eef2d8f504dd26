import ConfigSyntax
import Diagnostics
import Settings

/// Removes unknown values from a configuration, and reports each of them.
///
/// Settings with a single value are reported when they are rendered; this covers lists, maps and
/// whatever has no setting.
enum UnknownValues {
  static func take(from configuration: inout Configuration, _ bag: inout DiagnosticBag) {
    for section in configuration.unmodelled.unknownSections {
      bag.report(.notKnown(section.name, at: section.span))
    }
    let unknown = configuration.unmodelled.environment.filter { $0.value.isUnknown }
    for variable in unknown {
      bag.report(.notKnown(variable.name, at: variable.value.span))
    }
    configuration.unmodelled.removeVariables { $0.value.isUnknown }
    for field in FieldCatalog.fields(of: configuration) {
      guard case .tree(let node)? = field.read(configuration), !node.isWhollyKnown,
        let last = field.history(configuration).last
      else { continue }
      // Cleared first, because a map is merged with the previous value.
      _ = field.write(.nothing, last, &configuration)
      guard let rest = known(node, at: field.name, &bag) else { continue }
      _ = field.write(.tree(rest), last, &configuration)
    }
    guard let helm = configuration.unmodelled.helm else { return }
    configuration.unmodelled.helm = known(helm, at: "", &bag)
  }

  /// The known part of the tree; nil when nothing is known.
  static func known(
    _ node: ConfigNode, at path: String, _ bag: inout DiagnosticBag
  ) -> ConfigNode? {
    guard !node.isWhollyKnown else { return node }
    guard let entries = node.entries else {
      bag.report(.notKnown(path, at: node.span))
      return nil
    }
    var rest: [Entry] = []
    for entry in entries {
      let name = entry.path(below: path)
      guard let value = known(entry.value, at: name, &bag) else { continue }
      rest.append(Entry(key: entry.key, value: value))
    }
    return ConfigNode(.mapping(rest), node.span, via: node.via)
  }
}

extension ConfigNode {
  fileprivate var isUnknown: Bool { if case .unknown = kind { true } else { false } }

  /// Whether no part of it is computed later.
  fileprivate var isWhollyKnown: Bool {
    switch kind {
    case .scalar, .damaged: true
    case .sequence(let elements): elements.allSatisfy(\.isWhollyKnown)
    case .mapping(let entries): entries.allSatisfy(\.value.isWhollyKnown)
    case .unknown: false
    }
  }
}

extension Diagnostic {
  fileprivate static func notKnown(_ name: String, at span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.notCarried, "`\(name)` is not rendered: its value is not known here", at: span)
    diagnostic.setting = name
    return diagnostic
  }
}
