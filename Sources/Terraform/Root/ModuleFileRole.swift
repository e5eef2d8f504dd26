/// What Terraform does with a file of a directory; roles are in reading order.
package enum ModuleFileRole: Int, Sendable {
  case configuration, override
  /// `terraform.tfvars`, and the same in JSON.
  case values, valuesInJSON
  /// `*.auto.tfvars`, JSON or not.
  case automaticValues
  /// Values files that are read only on request, and everything else.
  case ignored

  /// The role of the file of this name or path.
  package init(_ path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let isJSON = name.hasSuffix(".json")
    let stem = isJSON ? String(name.dropLast(5)) : name
    let isBackup = name.hasSuffix("~") || name.hasPrefix("#") && name.hasSuffix("#")
    if name.hasPrefix(".") || isBackup {
      self = .ignored
    } else if stem == "terraform.tfvars" {
      self = isJSON ? .valuesInJSON : .values
    } else if stem.hasSuffix(".auto.tfvars") {
      self = .automaticValues
    } else if stem.hasSuffix(".tf") {
      self =
        stem == "override.tf" || stem.hasSuffix("_override.tf") ? .override : .configuration
    } else {
      self = .ignored
    }
  }

  package var isConfiguration: Bool { self == .configuration || self == .override }

  var isValues: Bool {
    switch self {
    case .values, .valuesInJSON, .automaticValues: true
    case .configuration, .override, .ignored: false
    }
  }

  /// The order in which Terraform reads: by role, then by the bytes of the name.
  static func precedes(
    _ left: (role: ModuleFileRole, name: String), _ right: (role: ModuleFileRole, name: String)
  ) -> Bool {
    guard left.role == right.role else { return left.role.rawValue < right.role.rawValue }
    return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }
}
