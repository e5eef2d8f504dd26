import ConfigSyntax
import Documents
import Settings

/// Takes the secrets out of a tree of values: each becomes a variable of the root module.
struct SecretVariables {
  private(set) var variables: [ModuleInput] = []
  private var names: Set<String> = ["kubernetes_config_path", "kubernetes_config_context"]

  /// The tree with `var.NAME` in place of its secrets; nil when Terraform lacks one of its numbers.
  mutating func expression(
    of value: DocumentValue, at path: [String] = []
  ) -> HCLDocument.Expression? {
    switch value {
    case .object(let members):
      var result: [HCLDocument.Member] = []
      for entry in members.entries {
        guard let value = expression(of: entry.value, at: path + [entry.key]) else { return nil }
        result.append(.init(entry.key, value))
      }
      return .object(result)
    case .array(let elements):
      var result: [HCLDocument.Expression] = []
      for element in elements {
        guard let value = expression(of: element, at: path) else { return nil }
        result.append(value)
      }
      return .list(result)
    case .string(let text) where isSecret(text, path):
      return .variable(variable(for: path, text))
    case .null, .bool, .number, .string: return HCLDocument.Expression(value)
    }
  }

  private func isSecret(_ text: String, _ path: [String]) -> Bool {
    guard let key = path.last, !text.isEmpty else { return false }
    if Self.paths.contains(path.joined(separator: ".")) || Redaction.isSecret(text) { return true }
    // Names of a Secret and of its keys, and of a key that encrypts.
    guard !Self.harmless.contains(key), !path.contains("secretKeyRef") else { return false }
    return SecretNames.looksSecret(key)
  }

  private static let harmless: Set<String> = [
    "name", "key", "secretName", "secretKey", "kmsKey", "nameKey",
  ]

  /// The paths of secret settings, and of variables that hold one.
  private static let paths: Set<String> = {
    var paths: Set<String> = []
    for field in FieldCatalog.fixed.lazy.flatMap(\.fields) where field.isSecret {
      for spelling in field.spellings where spelling.content != .reference {
        switch spelling.place {
        case .helm(let path): paths.insert(path)
        case .environment(let name): paths.insert("global.extraEnv.\(name)")
        case .operatorChart, .input: break
        }
      }
    }
    return paths
  }()

  /// `mysql_password` for `global.mysql.password`.
  private mutating func variable(for path: [String], _ text: String) -> HCLDocument.Name {
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
        name: name, type: HCLDocument.TypeConstraint.string.expression, value: .text(text),
        summary: path.joined(separator: "."), sensitivity: .secret))
    return name
  }
}
