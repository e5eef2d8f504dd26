/// Conversion to the common tree.
extension HCLValue {
  /// The value as a node with the same spans.
  package var node: ConfigNode {
    switch kind {
    case .null: ConfigNode(.scalar(Scalar("null", .plain)), span)
    case .bool(let value): ConfigNode(.scalar(Scalar(value ? "true" : "false", .plain)), span)
    case .number(let number): ConfigNode(.scalar(Scalar(number.text, .plain)), span)
    case .string(let text): ConfigNode(.scalar(Scalar(text, .double)), span)
    case .list(let elements): ConfigNode(.sequence(elements.map(\.node)), span)
    case .object(let object):
      ConfigNode(
        .mapping(object.members.map { Entry(key: $0.key, value: $0.value.node) }), span)
    case .unknown(let prefix): ConfigNode(.unknown(prefix: prefix), span)
    }
  }
}
