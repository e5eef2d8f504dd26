package import Pipeline
package import Settings

extension Compilation {
  /// The literal text of a setting, for comparison; nil where it is not set.
  package func value(of field: Field<Configuration>) -> String? {
    switch field.read(sole.resolved.configuration) {
    case .text(let text), .placeholder(let text): text
    case .tree(let node): node.dataText
    case .reference(let reference): reference.text
    case .unknown(let unknown): "unknown:" + unknown.prefix
    case .nothing, nil: nil
    }
  }
}
