/// A piece of an HTML page.
///
/// Text and attribute values are escaped here and nowhere else.
package indirect enum HTMLNode: Sendable {
  case element(String, [(name: String, value: String)], [HTMLNode])
  case text(String)

  package static func element(
    _ name: String, _ attributes: [(name: String, value: String)] = [], text: String
  ) -> HTMLNode { .element(name, attributes, [.text(text)]) }
}

/// Writes a whole HTML 5 page that refers to nothing outside of it.
package struct HTMLDocument: Sendable {
  private let title: String
  /// CSS of this program, which contains no text of a user.
  private let style: String
  private let body: [HTMLNode]

  package init(title: String, style: String, body: [HTMLNode]) {
    (self.title, self.style, self.body) = (title, style, body)
  }

  package func render() -> String {
    // The policy makes sure that even a defect could not load or run anything.
    let policy = "default-src 'none'; style-src 'unsafe-inline'"
    var text = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <title>\(Self.escaped(title))</title>
      <style>
      \(style)
      </style>
      </head>
      <body>

      """
    for node in body { Self.write(node, to: &text) }
    return text + "</body>\n</html>\n"
  }

  /// Elements whose children are on lines of their own.
  private static let blocks: Set = [
    "main", "section", "table", "thead", "tbody", "tr", "svg", "ul", "header",
  ]
  /// Elements without content and end tag.
  private static let empty: Set = ["br", "hr", "img"]

  private static func write(_ node: HTMLNode, to text: inout String) {
    switch node {
    case .text(let content): text += escaped(content)
    case .element(let name, let attributes, let children):
      text += "<\(name)"
      for attribute in attributes { text += " \(attribute.name)=\"\(escaped(attribute.value))\"" }
      text += ">"
      guard !empty.contains(name) else { return }
      if blocks.contains(name) { text += "\n" }
      for child in children { write(child, to: &text) }
      text += "</\(name)>\n"
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
      case "'": result += "&#39;"
      // HTML allows no control characters but tab and line feed.
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
