package import Diagnostics

/// Reads JSON (RFC 8259) as data, for files whose readers do not accept YAML.
package enum JSONReader {
  /// The one document of the file; nil, and reported, when it is not valid JSON.
  package static func read(
    _ file: SourceFile, _ id: FileID, limits: Limits = Limits(),
    _ bag: inout DiagnosticBag
  ) -> ConfigDocument? {
    // The YAML reader reports bytes that are not text.
    if case .refused = TextCheck.check(file.bytes, .yaml) { return nil }
    guard let value = HCLJSONReader.read(file, id, for: .plain, limits: limits, &bag) else {
      return nil
    }
    return ConfigDocument(root: node(value, file), span: SourceSpan(id, 0, file.bytes.count))
  }

  /// Numbers stay as written.
  private static func node(_ value: HCLValue, _ file: SourceFile) -> ConfigNode {
    switch value.kind {
    case .number: ConfigNode(.scalar(Scalar(file.text(value.span), .plain)), value.span)
    case .list(let elements): ConfigNode(.sequence(elements.map { node($0, file) }), value.span)
    case .object(let object):
      ConfigNode(
        .mapping(object.members.map { Entry(key: $0.key, value: node($0.value, file)) }),
        value.span)
    case .null, .bool, .string, .unknown: value.node
    }
  }
}
