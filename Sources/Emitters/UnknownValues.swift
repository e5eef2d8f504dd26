import ConfigSyntax
import Diagnostics
import Settings

/// Takes what is not known out of a configuration, and tells of each piece.
///
/// Settings of one text tell of theirs when they are written; here are lists, maps and what no setting
/// stands for.
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
      // A map is written over what it was.
      _ = field.write(.nothing, last, &configuration)
      guard let rest = known(node, at: field.name, &bag) else { continue }
      _ = field.write(.tree(rest), last, &configuration)
    }
    guard let helm = configuration.unmodelled.helm else { return }
    configuration.unmodelled.helm = known(helm, at: "", &bag)
  }

  /// The tree less what is not known; nil when nothing is left of it.
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
      let name = path.isEmpty ? entry.key.value : "\(path).\(entry.key.value)"
      guard let value = known(entry.value, at: name, &bag) else { continue }
      rest.append(Entry(key: entry.key, value: value))
    }
    return ConfigNode(.mapping(rest), node.span, via: node.via)
  }
}

extension ConfigNode {
  fileprivate var isUnknown: Bool { if case .unknown = kind { true } else { false } }

  /// Whether no piece of it is made later.
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
      RenderProblem.notCarried, "`\(name)` is not written: its value is not known here", at: span)
    diagnostic.setting = name
    return diagnostic
  }
}
