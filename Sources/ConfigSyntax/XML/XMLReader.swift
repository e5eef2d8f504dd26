package import Diagnostics

/// Reads XML 1.0 as S3 does: elements and text in UTF-8, without a document type.
///
/// The data of an element is its child elements, or its text when it has none; comments and
/// processing instructions are checked and left out, as are attributes unless they are requested.
/// Accepts and refuses what libxml2 does.
package struct XMLReader {
  var cursor: XMLCursor
  var bag = DiagnosticBag()
  var namespaces = XMLNamespaces()
  /// The elements that are open, outermost first.
  var open: [OpenElement] = []
  let limits: ReadLimits
  let attributes: Attributes
  private let entries = NodeStack<Entry>()
  private var root: Entry?
  var rawAmpersands = 0
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
    /// The first text that is more than white space.
    var firstText: Range<Int>?
  }

  /// The document of a file: one entry, the root element; damaged as a whole by the first error.
  ///
  /// A raw `&` on its own is reported and read as itself.
  package static func read(
    _ file: SourceFile, _ id: FileID, attributes: Attributes = .leftOut,
    limits: ReadLimits = ReadLimits(), _ bag: inout DiagnosticBag
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

  private init(_ cursor: XMLCursor, _ attributes: Attributes, _ limits: ReadLimits) {
    self.cursor = cursor
    self.attributes = attributes
    self.limits = limits
  }

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

  /// An element without content closes at once.
  mutating func begin(_ element: OpenElement) {
    if open.isEmpty, let root {
      var diagnostic = Diagnostic(
        SyntaxProblem.xmlSyntax, "`<\(cursor.shown(element.name))>` is a second root element",
        at: cursor.span(element.name))
      diagnostic.related = [Diagnostic.Label("the first one", root.key.span)]
      diagnostic.help = "wrap the document in one element"
      return cursor.refuse(diagnostic)
    }
    guard open.count < limits.depth else {
      return cursor.refuse(
        Diagnostic(
          SyntaxProblem.nestingDepth, "elements are nested more than \(limits.depth) levels deep",
          at: cursor.span(element.name)))
    }
    open.append(element)
  }

  /// Makes entries of the attributes of the innermost element.
  mutating func keep(_ kept: [XMLAttribute]) {
    guard attributes == .kept, !open.isEmpty else { return }
    for attribute in kept {
      let name = String(decoding: cursor.bytes[attribute.name], as: UTF8.self)
      let value = ConfigNode(
        .scalar(Scalar(attribute.value, .double)), cursor.span(attribute.place))
      entries.append(Entry(key: Located("@" + name, cursor.span(attribute.name)), value: value))
    }
    open[open.count - 1].attributeCount = kept.count
  }

  /// The index of the first child of an element that begins now.
  var entryCount: Int { entries.count }

  /// Closes the innermost element, whose content ends at `end`.
  mutating func finish(at end: Int) {
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

  mutating func warn(_ message: Message, _ range: Range<Int>, _ help: Message) {
    warnings += 1
    // A thousand in one file say as much as a million.
    guard warnings <= 1000 else { return }
    var diagnostic = Diagnostic(
      SyntaxProblem.xmlReadersDisagree, message, at: cursor.span(range))
    diagnostic.help = help
    bag.report(diagnostic)
  }
}
