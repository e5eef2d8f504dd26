import ConfigSyntax
import Diagnostics
import Documents
import Secrets
import Settings

/// Variables for all components, and the keys that mean the same.
///
/// The chart derives several variables from one key, and a variable of the user replaces one of
/// them. So both have to be written back, whether or not they agree.
extension WrittenForm {
  /// The variables of a section's settings that are written back as they are.
  func variables(of section: SectionIndex, _ configuration: Configuration) -> KeptVariables {
    var kept = KeptVariables()
    for variable in globalVariables {
      let (name, location) = (variable.key.value, variable.location)
      guard variable.value.isWhole, let claim = section.claim(.environment(name)), !claim.isInert,
        !configuration.unmodelled.variables(named: name).contains(where: { $0.location == location }
        )
      else { continue }
      switch claim {
      case .field(let number, _):
        let field = section.fields[number]
        guard isVariable(field, configuration), mayRepeat(field, configuration) else { continue }
        kept.add(written(variable.value, isSecret: field.isSecret), at: location, .setting(number))
      case .member(let number):
        guard isKeptURL(number, of: section, configuration) else { continue }
        let fields = section.parts[number].values.map { section.fields[$0] }
        let isSecret = fields.contains { field in
          field.isSecret
            && assignments(of: field, configuration).contains { $0.location == location }
        }
        kept.add(written(variable.value, isSecret: isSecret), at: location, .url)
      }
    }
    return kept
  }

  /// What was written to the keys of a setting that a variable replaces.
  func keys(
    of field: Field<Configuration>, in section: SectionIndex, _ configuration: Configuration
  ) -> [(location: Location, value: DocumentValue)] {
    let keys = field.spellings.filter(\.isReadKey).compactMap { spelling in
      key(spelling, of: field, configuration).map { (spelling.location, $0) }
    }
    let members = section.composites.indices.filter { number in
      section.composites[number].kind == .secret
        && section.parts[number].values.contains { section.fields[$0].name == field.name }
    }.flatMap { section.composites[$0].members }
    return keys
      + members.compactMap { member in
        guard let text = log.chartText(at: member), !text.isEmpty else { return nil }
        return (member, .string(text))
      }
  }

  private func key(
    _ spelling: Spelling, of field: Field<Configuration>, _ configuration: Configuration
  ) -> DocumentValue? {
    guard let node = node(at: spelling.location), !node.isNull, node.isWhole else { return nil }
    let last = assignments(of: field, configuration).last { $0.location?.globalVariables == nil }
    // A file that Helm does not read changed the value.
    if let last, last.location?.surface != .helm {
      let raw = last.written.literal.map { RawValue.text($0) }
      return raw.flatMap {
        DocumentValue($0, at: spelling, of: field.type) { PercentEncoding.encode($0) }
      }
    }
    return shown(node, isSecret: field.isSecret && node.scalar != nil)
  }

  // MARK: Conditions

  /// Whether the last assignment of a setting is a variable for all components.
  private func isVariable(
    _ field: Field<Configuration>, _ configuration: Configuration
  ) -> Bool {
    assignment(of: field, configuration)?.location?.globalVariables != nil
  }

  /// Whether literals of a setting may be repeated: not if it was moved to a Secret.
  func mayRepeat(_ field: Field<Configuration>, _ configuration: Configuration) -> Bool {
    guard secrets == .reference, field.isSecret else { return true }
    if case .text? = field.read(configuration) { return true }
    return false
  }

  /// Whether the URL of several settings is written back, as no other input changed a part of it.
  private func isKeptURL(
    _ composite: Int, of section: SectionIndex, _ configuration: Configuration
  ) -> Bool {
    switch section.composites[composite].kind {
    // `BucketVariableInExtraEnv` says that a rendering writes `global.bucket`.
    case .bucket, .secret: return false
    case .mysql, .redis, .email, .stores: break
    }
    let fields = section.parts[composite].values.map { section.fields[$0] }
    let isOverridden = fields.contains { field in
      assignment(of: field, configuration).map { $0.location?.surface != .helm } ?? false
    }
    return !isOverridden && fields.contains { isVariable($0, configuration) }
      && fields.allSatisfy { mayRepeat($0, configuration) }
  }

  // MARK: Values

  private func written(_ variable: ConfigNode, isSecret: Bool) -> KeptVariables.Value {
    let isLiteral = variable["valueFrom"] == nil
    return .init(
      value: shown(variable, isSecret: isSecret && isLiteral), isSecret: isSecret && isLiteral)
  }

  /// What the inputs wrote, without secrets if they are to be redacted.
  private func shown(_ node: ConfigNode, isSecret: Bool) -> DocumentValue {
    guard secrets == .redact else { return DocumentValue(node) }
    return isSecret && node.scalar?.text.isEmpty != true
      ? .string(SecretData.word) : DocumentValue(hidden.redacted(node))
  }
}

/// The variables for all components that one section's settings have in the inputs.
struct KeptVariables {
  /// What a variable is: one setting, with its number in the section, or a URL of several.
  enum Kind: Equatable { case setting(Int), url }

  /// A value, and whether it is secret.
  struct Value {
    let value: DocumentValue
    let isSecret: Bool
  }

  private(set) var values: [(location: Location, value: Value, kind: Kind)] = []

  fileprivate mutating func add(_ value: Value, at location: Location, _ kind: Kind) {
    values.append((location, value, kind))
  }

  /// Whether a location is one of these variables.
  func contains(_ location: Location?) -> Bool { values.contains { $0.location == location } }

  /// Whether a location is one of these variables, and contains several settings.
  func hasURL(at location: Location?) -> Bool {
    values.contains { $0.location == location && $0.kind == .url }
  }

  /// The variables of one setting.
  func ofSetting(_ number: Int) -> KeptVariables {
    var own = KeptVariables()
    own.values = values.filter { $0.kind == .setting(number) }
    return own
  }
}

extension Spelling {
  /// Whether it is a key of the chart that contains the setting by itself, if not the usual one.
  fileprivate var isReadKey: Bool {
    guard case .helm = location else { return false }
    return part == nil && content != .reference && (role == .canonical || role == .alias)
  }
}

extension ConfigNode {
  /// Whether all of it is known.
  fileprivate var isWhole: Bool {
    switch kind {
    case .scalar: true
    case .mapping(let entries): entries.allSatisfy(\.value.isWhole)
    case .sequence(let elements): elements.allSatisfy(\.isWhole)
    case .damaged, .unknown: false
    }
  }
}
