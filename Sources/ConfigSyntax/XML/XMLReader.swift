package import Diagnostics

/// Reads XML 1.0 as S3 does: elements and text in UTF-8, without a document type.
///
/// The data of an element is its child elements, or its text when it has none; comments and
/// processing instructions are checked and left out, as are attributes unless they are requested.
/// Accepts and refuses what libxml2 does.
package struct XMLReader {
  /// The position, and the error that ends the reading.
  var cursor: XMLCursor
  /// What is reported while the reading continues.
  var bag = DiagnosticBag()
  /// The prefixes in scope.
  private var namespaces = XMLNamespaces()
  /// The elements that are open, outermost first.
  var open: [OpenElement] = []
  private let limits: Limits
  /// How many elements began so far.
  private var elements = 0
  private let attributes: Attributes
  /// The finished elements and attributes of all open elements, innermost last.
  private let entries = NodeStack<Entry>()
  /// The root element, once it is closed.
  private var root: Entry?
  /// How many were found; only the first thousand are reported.
  var rawAmpersands = 0
  /// As for `rawAmpersands`.
  private var warnings = 0

  /// How attributes are read.
  package enum Attributes: Sendable {
    case leftOut
    /// Each becomes the entry `@NAME` of its element, and the element's text becomes `#text`.
    case kept
  }

  /// An element whose end tag is still to come.
  struct OpenElement {
    let name: Range<Int>
    let contentStart: Int
    /// The index of its first child among the entries.
    let firstChild: Int
    /// How many of them are attributes.
    var attributeCount = 0
    /// The prefixes that it declares.
    let prefixes: [String]
    var text: [UInt8] = []
    /// The first text that is more than whitespace.
    var firstText: Range<Int>?
  }

  /// The document of a file: one entry, the root element; damaged as a whole by the first error.
  ///
  /// A raw `&` on its own is reported and read as itself.
  package static func read(
    _ file: SourceFile, _ id: FileID, attributes: Attributes = .leftOut,
    limits: Limits = Limits(), _ bag: inout DiagnosticBag
  ) -> ConfigDocument {
    let whole = SourceSpan(id, 0, file.bytes.count)
    let damaged = ConfigDocument(root: ConfigNode(.damaged, whole), span: whole, damage: [whole])
    if case .refused(let offset, let length, let message) = TextCheck.check(file.bytes, .xml) {
      let span = SourceSpan(id, offset, offset + length)
      bag.report(Diagnostic(SyntaxProblem.notText, message, at: span))
      return damaged
    }
    var reader = XMLReader(XMLCursor(file.bytes, id), attributes, limits)
    reader.readDeclaration()
    reader.readDocument()
    bag.report(reader.bag.sorted)
    if let failure = reader.cursor.failure { bag.report(failure) }
    guard reader.cursor.failure == nil, let root = reader.root else { return damaged }
    return ConfigDocument(root: ConfigNode(.mapping([root]), whole), span: whole)
  }

  private init(_ cursor: XMLCursor, _ attributes: Attributes, _ limits: Limits) {
    self.cursor = cursor
    self.attributes = attributes
    self.limits = limits
  }

  /// Declarations have been read; the byte after `<` decides what follows.
  private mutating func readDocument() {
    while !cursor.isAtEnd {
      if cursor.next != UInt8(ascii: "<") {
        readText()
      } else if cursor.starts("</") {
        readEndTag()
      } else if cursor.starts("<!") {
        readDeclarationOrComment()
      } else if cursor.starts("<?") {
        readInstruction()
      } else {
        readStartTag()
      }
    }
    guard cursor.failure == nil else { return }
    if let last = open.last {
      cursor.refuse(
        "`<\(cursor.shown(last.name))>` is not closed", at: last.name,
        help: "write </\(cursor.shown(last.name))> after its content")
    } else if root == nil {
      cursor.refuse("the document has no element")
    }
  }

  // MARK: Elements

  /// Opens an element; one without content is closed at once.
  private mutating func push(_ element: OpenElement) {
    if open.isEmpty, let root {
      var diagnostic = Diagnostic(
        SyntaxProblem.xmlSyntax, "`<\(cursor.shown(element.name))>` is a second root element",
        at: cursor.span(element.name))
      diagnostic.related = [Diagnostic.Label("the first one", root.key.span)]
      diagnostic.help = "wrap the document in one element"
      return cursor.refuse(diagnostic)
    }
    elements += 1
    guard open.count < limits[.depth] else {
      return cursor.refuse(.tooDeep("elements", limits, at: cursor.span(element.name)))
    }
    guard elements <= limits[.tokens] else {
      return cursor.refuse(.tooManyTokens(limits, at: cursor.span(element.name)))
    }
    open.append(element)
  }

  /// Makes entries of the attributes of the innermost element.
  private mutating func keep(_ kept: [XMLAttribute]) {
    guard attributes == .kept, !open.isEmpty else { return }
    for attribute in kept {
      let name = String(decoding: cursor.bytes[attribute.name], as: UTF8.self)
      let value = ConfigNode(
        .scalar(Scalar(attribute.value, .double)), cursor.span(attribute.valueRange))
      entries.append(Entry(key: Located("@" + name, cursor.span(attribute.name)), value: value))
    }
    open[open.count - 1].attributeCount = kept.count
  }

  /// The index of the first child of an element that begins now.
  private var entryCount: Int { entries.count }

  /// Closes the innermost element, whose content ends at `end`.
  private mutating func finish(at end: Int) {
    guard let element = open.popLast() else { return }
    namespaces.forget(element.prefixes)
    let children = entries.take(from: element.firstChild)
    let hasElements = children.count > element.attributeCount
    if hasElements, let text = element.firstText {
      warn(
        "text next to the child elements of `<\(cursor.shown(element.name))>` is ignored",
        text, "move it into an element of its own, or into a comment")
    }
    let span = cursor.span(element.contentStart..<end)
    let text = Scalar(String(decoding: element.text, as: UTF8.self), .double)
    let value: ConfigNode.Kind
    if children.isEmpty {
      value = .scalar(text)
    } else if hasElements || element.text.isEmpty {
      value = .mapping(children)
    } else {
      let entry = Entry(key: Located("#text", span), value: ConfigNode(.scalar(text), span))
      value = .mapping(children + [entry])
    }
    let key = Located(XMLName(cursor.bytes[element.name]).local, cursor.span(element.name))
    let entry = Entry(key: key, value: ConfigNode(value, span))
    if open.isEmpty { root = entry } else { entries.append(entry) }
  }

  /// Reports what only some readers reject, and reads on.
  mutating func warn(_ message: Message, _ range: Range<Int>, _ help: Message) {
    warnings += 1
    // A thousand in one file say as much as a million.
    guard warnings <= 1000 else { return }
    var diagnostic = Diagnostic(
      SyntaxProblem.xmlReadersDisagree, message, at: cursor.span(range))
    diagnostic.help = help
    bag.report(diagnostic)
  }

  // MARK: Tags

  /// `<name attributes>` or `<name attributes/>`.
  private mutating func readStartTag() {
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

  /// Checks the names of a start tag and opens its element.
  private mutating func begin(
    _ name: Range<Int>, _ attributes: [XMLAttribute], contentStart: Int
  ) {
    refuseDuplicates(attributes)
    let prefixes = namespaces.enter(name, with: attributes, cursor, &bag)
    guard cursor.failure == nil else { return }
    push(
      OpenElement(
        name: name, contentStart: contentStart, firstChild: entryCount,
        prefixes: prefixes))
    if cursor.failure == nil { keep(attributes) }
  }

  private mutating func refuseSign(at start: Int) {
    cursor.refuse(
      "`<` does not begin a tag here", at: start..<start + 1, help: "write a literal `<` as &lt;")
  }

  /// `</name>`, which must close the innermost element.
  private mutating func readEndTag() {
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

  /// What precedes an attribute.
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
        "whitespace is missing before the attribute `\(cursor.shown(name))`",
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
    return XMLAttribute(name: name, value: value, valueRange: quote + 1..<cursor.index - 1)
  }

  /// The text between the quotes, with references replaced.
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

  /// Compares names as they are written; `XMLNamespaces` compares what they mean.
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
  /// The bytes of the name, prefix included.
  let name: Range<Int>
  /// The text, with references replaced.
  let value: String
  /// The range of the value, without its quotes.
  let valueRange: Range<Int>
}
