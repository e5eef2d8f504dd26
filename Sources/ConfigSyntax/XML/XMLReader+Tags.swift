import Diagnostics

/// Tags and their attributes.
extension XMLReader {
  mutating func readStartTag() {
    let start = cursor.index
    cursor.index += 1
    guard let name = cursor.takeName() else { return refuseSign(at: start) }
    var attributes: [XMLAttribute] = []
    while true {
      let isSpaced = cursor.takeSpace()
      let end = cursor.index
      if cursor.take("/>") {
        begin(name, attributes, contentStart: end)
        return cursor.failure == nil ? finish(at: end) : ()
      }
      if cursor.take(">") {
        return begin(name, attributes, contentStart: cursor.index)
      }
      guard !cursor.isAtEnd else {
        return cursor.refuse(
          "the tag `<\(cursor.shown(name))` is not closed", at: start..<name.upperBound,
          help: "write > after it")
      }
      guard let attribute = readAttribute(isSpaced ? .space : .nothing, of: name) else { return }
      attributes.append(attribute)
    }
  }

  private mutating func begin(
    _ name: Range<Int>, _ attributes: [XMLAttribute], contentStart: Int
  ) {
    refuseDuplicates(attributes)
    let prefixes = namespaces.enter(name, attributes, cursor, &bag)
    guard cursor.failure == nil else { return }
    begin(
      OpenElement(
        name: name, contentStart: contentStart, firstChild: entryCount,
        prefixes: prefixes))
    if cursor.failure == nil { keep(attributes) }
  }

  private mutating func refuseSign(at start: Int) {
    cursor.refuse(
      "`<` does not begin a tag here", at: start..<start + 1, help: "write a literal `<` as &lt;")
  }

  mutating func readEndTag() {
    let start = cursor.index
    cursor.index += 2
    guard let name = cursor.takeName() else { return refuseSign(at: start) }
    cursor.takeSpace()
    guard cursor.take(">") else {
      return cursor.refuse(
        "the tag `</\(cursor.shown(name))` is not closed", at: start..<name.upperBound,
        help: "write > after it")
    }
    guard let element = open.last else {
      return cursor.refuse("`</\(cursor.shown(name))>` has no matching start tag", at: name)
    }
    guard cursor.bytes[element.name] == cursor.bytes[name] else {
      var diagnostic = Diagnostic(
        SyntaxProblem.xmlSyntax,
        "`</\(cursor.shown(name))>` does not close `<\(cursor.shown(element.name))>`",
        at: cursor.span(name))
      diagnostic.related = [Diagnostic.Label("opened here", cursor.span(element.name))]
      diagnostic.help = "close elements in the reverse order of their start tags; case counts"
      return cursor.refuse(diagnostic)
    }
    finish(at: start)
  }

  // MARK: Attributes

  private enum Gap { case space, nothing }

  /// nil, and refused, where there is none.
  private mutating func readAttribute(_ gap: Gap, of element: Range<Int>) -> XMLAttribute? {
    let start = cursor.index
    guard let name = cursor.takeName() else {
      cursor.refuse("expected a name, `>` or `/>` in the tag `<\(cursor.shown(element))`")
      return nil
    }
    guard gap == .space else {
      cursor.refuse(
        "white space is missing before the attribute `\(cursor.shown(name))`",
        at: start..<name.upperBound)
      return nil
    }
    cursor.takeSpace()
    guard cursor.take("=") else {
      cursor.refuse(
        "the attribute `\(cursor.shown(name))` has no value", at: name,
        help: "write it as name=\"value\"")
      return nil
    }
    cursor.takeSpace()
    let quote = cursor.index
    let value = readValue(of: name)
    guard cursor.failure == nil else { return nil }
    return XMLAttribute(name: name, value: value, place: quote + 1..<cursor.index - 1)
  }

  private mutating func readValue(of name: Range<Int>) -> String {
    let quote = cursor.next
    let start = cursor.index
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      cursor.refuse(
        "the value of `\(cursor.shown(name))` is not in quotes", help: "write it as name=\"value\"")
      return ""
    }
    cursor.index += 1
    var value: [UInt8] = []
    while !cursor.isAtEnd {
      switch cursor.next {
      case quote:
        cursor.index += 1
        return String(decoding: value, as: UTF8.self)
      case UInt8(ascii: "<"):
        cursor.refuse(
          "the value of `\(cursor.shown(name))` contains `<`",
          help: "write &lt;, or close the quote before it")
      case UInt8(ascii: "&"): value += readReference()
      default:
        value.append(cursor.next)
        cursor.index += 1
      }
    }
    cursor.refuse(
      "the value of `\(cursor.shown(name))` has no closing quote", at: start..<start + 1)
    return ""
  }

  private mutating func refuseDuplicates(_ attributes: [XMLAttribute]) {
    guard attributes.count > 1 else { return }
    var seen: [ArraySlice<UInt8>: Range<Int>] = [:]
    for attribute in attributes {
      guard let first = seen.updateValue(attribute.name, forKey: cursor.bytes[attribute.name])
      else { continue }
      var diagnostic = Diagnostic(
        SyntaxProblem.xmlSyntax, "the attribute `\(cursor.shown(attribute.name))` is set twice",
        at: cursor.span(attribute.name))
      diagnostic.related = [Diagnostic.Label("first set here", cursor.span(first))]
      diagnostic.help = "remove one of the two"
      return cursor.refuse(diagnostic)
    }
  }
}

/// An attribute of a start tag.
struct XMLAttribute {
  let name: Range<Int>
  let value: String
  /// The range of the value, without its quotes.
  let place: Range<Int>
}
