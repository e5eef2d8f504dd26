package import ConfigSyntax
package import Diagnostics
import Settings

/// The data of a Secret or a ConfigMap, whose values are strings.
///
/// Kubernetes rejects the object for any other value: "cannot unmarshal number into Go struct field
/// ConfigMap.data of type string". It takes null for empty text. Source: Kubernetes 1.31, `ConfigMap`,
/// `Secret`.
package enum ObjectData {
  /// The values of another type in a document, if it is such an object.
  package static func problems(in root: ConfigNode) -> [Diagnostic] {
    guard root["apiVersion"]?.scalar?.text == "v1",
      let kind = root["kind"]?.scalar?.text, let sections = sections[kind]
    else { return [] }
    return sections.flatMap { section -> [Diagnostic] in
      (root[section]?.entries ?? []).compactMap { entry in
        isText(entry.value)
          ? nil : .wrongFieldType(entry.path(below: section), entry.value, .text)
      }
    }
  }

  private static let sections = [
    "ConfigMap": ["data", "binaryData"], "Secret": ["data", "stringData"],
  ]

  private static func isText(_ node: ConfigNode) -> Bool {
    switch node.kind {
    case .scalar(let scalar):
      switch scalar.meaning {
      case .null, .string, .refused: true
      case .boolean, .integer, .float: false
      }
    case .damaged, .unknown: true
    case .sequence, .mapping: false
    }
  }
}
