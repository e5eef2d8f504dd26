import ConfigSyntax
import Diagnostics
import Documents
import Secrets
import Settings

/// Moves the secrets out of a tree of values: each becomes a variable of the root module.
struct SecretVariables {
  private(set) var variables: [ModuleInput] = []
  private var names: Set<String> = ["kubernetes_config_path", "kubernetes_config_context"]

  /// The paths of values that depend on sensitive variables.
  private let sensitive: Set<String>

  init(_ resolved: ResolvedConfiguration) { sensitive = resolved.sensitivePaths }

  /// The tree with `var.NAME` in place of secrets; nil if Terraform can't represent one of its
  /// numbers.
  mutating func expression(
    of value: DocumentValue, at path: [String] = [], _ secrecy: Secrecy = .open
  ) -> HCLDocument.Expression? {
    switch value {
    case .object(let members):
      var result: [HCLDocument.Member] = []
      for entry in members.entries {
        let inner = secrecy.entering(entry, of: members)
        guard let value = expression(of: entry.value, at: path + [entry.key], inner) else {
          return nil
        }
        result.append(.init(HelmSetText.written(entry.key), value))
      }
      return .object(result)
    case .array(let elements):
      var result: [HCLDocument.Expression] = []
      for element in elements {
        guard let value = expression(of: element, at: path, secrecy) else { return nil }
        result.append(value)
      }
      return .list(result)
    case .string(let text) where isSecret(text, path, secrecy):
      return Self.escaped(.variable(variable(for: path, .text(text), .string)), as: text)
    case .bool where isSensitive(path):
      return HCLDocument.Expression(value).map { .variable(variable(for: path, $0, .bool)) }
    case .number(let digits) where isSensitive(path):
      return Self.number(digits).map { .variable(variable(for: path, $0, .number)) }
    case .string(let text): return .text(HelmSetText.written(text))
    case .number(let digits): return Self.number(digits)
    case .null, .bool: return HCLDocument.Expression(value)
    }
  }

  /// A number as Terraform prints it, so that it does not change when the module is read again.
  private static func number(_ digits: String) -> HCLDocument.Expression? {
    HCLDocument.Expression(.number(HCLNumber(digits)?.text ?? digits))
  }

  /// A variable with the text escaped for Helm's `set` parser, so that its value is the secret itself.
  private static func escaped(
    _ variable: HCLDocument.Expression, as text: String
  ) -> HCLDocument.Expression {
    HelmSetText.replacements(for: text).reduce(variable) { result, step in
      .call("replace", result, .text(step.piece), .text(step.escaped))
    }
  }

  private func isSecret(_ text: String, _ path: [String], _ secrecy: Secrecy) -> Bool {
    guard !path.isEmpty, !text.isEmpty else { return false }
    return secrecy != .open || isSensitive(path) || SecretText.isSecret(text)
      || Self.paths.contains(path.joined(separator: "."))
  }

  private func isSensitive(_ path: [String]) -> Bool {
    !sensitive.isEmpty && sensitive.contains(path.joined(separator: "."))
  }

  /// The paths of secret settings, and of variables that contain one.
  private static let paths: Set<String> = {
    var paths: Set<String> = []
    for field in FieldCatalog.fixed.lazy.flatMap(\.fields) where field.isSecret {
      for spelling in field.spellings where spelling.content != .reference {
        switch spelling.location {
        case .helm(let path): paths.insert(path)
        case .environment(let name):
          paths.formUnion(["global.extraEnv.\(name)", "global.env.\(name)"])
        case .operatorChart, .resource, .input: break
        }
      }
    }
    return paths
  }()

  /// `mysql_password` for `global.mysql.password`.
  private mutating func variable(
    for path: [String], _ value: HCLDocument.Expression, _ type: HCLDocument.TypeConstraint
  ) -> HCLDocument.Name {
    let words = path.drop { $0 == "global" || $0 == "extraEnv" }
    let letters = words.joined(separator: "_").lowercased().unicodeScalars.map {
      ("a"..."z").contains($0) || ("0"..."9").contains($0) ? Character($0) : "_"
    }
    let base = letters.first?.isLetter == true ? String(letters) : "secret_" + String(letters)
    var candidate = base
    var number = 2
    while !names.insert(candidate).inserted {
      candidate = "\(base)_\(number)"
      number += 1
    }
    let name = HCLDocument.Name(candidate) ?? "secret"
    variables.append(
      ModuleInput(
        name: name, type: type.expression, value: value,
        summary: path.joined(separator: "."), sensitivity: .secret))
    return name
  }
}

extension ResolvedConfiguration {
  /// The paths in the chart's values with values that depend on a sensitive variable.
  fileprivate var sensitivePaths: Set<String> {
    guard holdsSensitive else { return [] }
    var paths: Set<String> = []
    for field in FieldCatalog.fields(of: configuration) where isSensitive(field) {
      for location in field.spellings.map(\.location) {
        switch location {
        case .helm(let path): paths.insert(path)
        case .environment(let name):
          paths.formUnion(["global.extraEnv.\(name)", "global.env.\(name)"])
        case .operatorChart, .resource, .input: break
        }
      }
    }
    for variable in configuration.unmodelled.environment where holdsSensitive(variable.value) {
      let section = variable.source == .globalEnv ? "env" : "extraEnv"
      paths.insert("global.\(section).\(variable.name)")
    }
    if let helm = configuration.unmodelled.helm { collect(helm, at: "", &paths) }
    return paths
  }

  private func collect(_ node: ConfigNode, at path: String, _ paths: inout Set<String>) {
    switch node.kind {
    case .scalar: if sensitiveSpans.contains(node.span) { paths.insert(path) }
    case .sequence(let elements): for element in elements { collect(element, at: path, &paths) }
    case .mapping(let entries):
      for entry in entries {
        let name = entry.path(below: path)
        collect(entry.value, at: name, &paths)
      }
    case .damaged, .unknown: break
    }
  }
}
