import ConfigSyntax
import Diagnostics
import Settings

/// A value that is not known here, such as one that only Terraform knows: a setting, a variable, a key, a
/// whole section or file.
struct UnknownValue: Sendable {
  let name: String
  let span: SourceSpan
  /// The name, if it is that of a variable.
  var variable: String?
}

/// Removes unknown values from a configuration, so that no emitter writes one.
///
/// Settings with a single value are reported when they are rendered; this covers lists, maps and
/// whatever has no setting.
enum UnknownValues {
  /// Takes the values out of the configuration and returns them, in the order of the settings.
  static func take(from configuration: inout Configuration) -> [UnknownValue] {
    let unmodelled = configuration.unmodelled
    var found = (unmodelled.unknownSections + unmodelled.absentSections).map {
      UnknownValue(name: $0.name, span: $0.span)
    }
    for variable in configuration.unmodelled.environment where variable.value.isUnknown {
      found.append(
        UnknownValue(name: variable.name, span: variable.value.span, variable: variable.name))
    }
    configuration.unmodelled.removeVariables { $0.value.isUnknown }
    for field in FieldCatalog.fields(of: configuration) {
      guard case .tree(let node)? = field.read(configuration), !node.isWhollyKnown,
        let last = field.history(configuration).last
      else { continue }
      // Cleared first, because a map is merged with the previous value.
      _ = field.write(.nothing, last, &configuration)
      guard let rest = known(node, at: field.name, &found) else { continue }
      _ = field.write(.tree(rest), last, &configuration)
    }
    if let helm = configuration.unmodelled.helm {
      configuration.unmodelled.helm = known(helm, at: "", &found)
    }
    return found
  }

  /// The known part of the tree; nil when nothing is known.
  ///
  /// The rest is added to `found`.
  static func known(
    _ node: ConfigNode, at path: String, _ found: inout [UnknownValue]
  ) -> ConfigNode? {
    guard !node.isWhollyKnown else { return node }
    guard let entries = node.entries else {
      found.append(UnknownValue(name: path, span: node.span))
      return nil
    }
    var rest: [Entry] = []
    for entry in entries {
      let name = entry.path(below: path)
      guard let value = known(entry.value, at: name, &found) else { continue }
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
  /// A value that a target lacks because only Terraform knows it.
  static func notKnown(_ value: UnknownValue) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.notCarried, "`\(value.name)` is not rendered: its value is not known here",
      at: value.span)
    diagnostic.setting = value.name
    return diagnostic
  }
}
