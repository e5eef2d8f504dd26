import ConfigSyntax
import Diagnostics
import Documents

extension DocumentValue {
  init(_ body: HCLBody, _ file: SourceFile) {
    var members = Members()
    var evaluation = HCLEvaluation(.module(variables: [:]))
    for attribute in body.attributes {
      members[attribute.name.value] = DocumentValue(attribute.expression, file, &evaluation)
    }
    for block in body.blocks {
      let path = [block.type.value] + block.labels.map(\.value)
      Self.add(DocumentValue(block.body, file), at: path[...], to: &members)
    }
    self = .object(members)
  }

  private static func add(
    _ body: DocumentValue, at path: ArraySlice<String>, to members: inout Members
  ) {
    guard let name = path.first else { return }
    guard path.count > 1 else {
      guard case .array(let earlier)? = members[name] else {
        members[name] = .array([body])
        return
      }
      members[name] = .array(earlier + [body])
      return
    }
    var inner = members[name]?.members ?? Members()
    add(body, at: path.dropFirst(), to: &inner)
    members[name] = .object(inner)
  }

  /// A Terraform value; an unknown one becomes the string `${…}` with its source text.
  init(_ value: HCLValue, _ file: SourceFile) {
    switch value.kind {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let number): self = .number(number.text)
    case .string(let text): self = .string(text)
    case .list(let elements): self = .array(elements.map { DocumentValue($0, file) })
    case .object(let object):
      self = .object(
        Members(object.members.map { ($0.key.value, DocumentValue($0.value, file)) }))
    case .unknown: self = .string("${" + file.text(value.span) + "}")
    }
  }
}
