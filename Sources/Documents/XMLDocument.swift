/// An XML element and its content; rendered with a declaration and two spaces per level.
package struct XMLElement: Sendable {
  /// A qualified name; the caller makes sure that XML allows it.
  package let name: String
  /// In writing order; the values are escaped.
  package let attributes: [(name: String, value: String)]
  /// Text or elements, never both.
  package let content: Content

  /// What is between the tags.
  package enum Content: Sendable {
    case text(String)
    case children([XMLElement])
  }

  /// An element with children, which may be empty.
  package init(
    _ name: String, attributes: [(name: String, value: String)] = [], _ children: [XMLElement]
  ) {
    self.name = name
    self.attributes = attributes
    self.content = .children(children)
  }

  /// An element with text on the line of its tags.
  package init(
    _ name: String, attributes: [(name: String, value: String)] = [], _ text: String
  ) {
    self.name = name
    self.attributes = attributes
    self.content = .text(text)
  }
}

/// Writes XML 1.0.
package enum XMLDocument {
  /// The whole document, with a line break at the end.
  package static func render(_ root: XMLElement) -> String {
    var writer = TextWriter()
    writer.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    write(root, depth: 0, to: &writer)
    return writer.text
  }

  /// Whether XML 1.0 can express every scalar of `text` (section 2.2, `Char`).
  package static func canHold(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
      default: false
      }
    }
  }

  private static func write(_ element: XMLElement, depth: Int, to writer: inout TextWriter) {
    let attributes = element.attributes.map { " \($0.name)=\"\(escaped($0.value))\"" }.joined()
    let open = "<\(element.name)\(attributes)>"
    switch element.content {
    case .text(let text):
      writer.line("\(open)\(escaped(text))</\(element.name)>", depth: depth)
    case .children(let children):
      writer.line(open, depth: depth)
      for child in children { write(child, depth: depth + 1, to: &writer) }
      writer.line("</\(element.name)>", depth: depth)
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\r": result += "&#13;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
