package import Diagnostics

/// Reads XML 1.0 as S3 takes it: elements and text in UTF-8, without a document type.
///
/// The data of an element is its child elements, or its text when it has none; attributes, comments
/// and processing instructions are checked and left out. Accepts and refuses what libxml2 does.
package struct XMLReader {
  var cursor: XMLCursor
  var bag = DiagnosticBag()
  var namespaces = XMLNamespaces()
  /// The elements that are open, outermost first.
  var open: [OpenElement] = []
  let limits: ReadLimits
  private let entries = NodeStack<Entry>()
  private var root: Entry?
  var rawAmpersands = 0
  private var warnings = 0

  /// An element whose end tag is still to come.
  struct OpenElement {
    let name: Range<Int>
    let contentStart: Int
    /// Where its children begin among the entries.
    let firstChild: Int
    /// The prefixes that it declares.
    let prefixes: [String]
    var text: [UInt8] = []
    /// The first text that is more than white space.
    var firstText: Range<Int>?
  }

  /// The document of a file: one entry, the root element; damaged as a whole by the first error.
  ///
  /// A raw `&` alone is reported and read as itself.
  package static func read(
    _ file: SourceFile, _ id: FileID, limits: ReadLimits = ReadLimits(),
    _ bag: inout DiagnosticBag
  ) -> ConfigDocument {
    let whole = SourceSpan(id, 0, file.bytes.count)
    let damaged = ConfigDocument(root: ConfigNode(.damaged, whole), span: whole, damage: [whole])
    if case .refused(let offset, let length, let message) = TextCheck.check(file.bytes, .xml) {
      let span = SourceSpan(id, offset, offset + length)
      bag.report(Diagnostic(SyntaxProblem.notText, message, at: span))
      return damaged
    }
    var reader = XMLReader(XMLCursor(file.bytes, id), limits)
    reader.readDeclaration()
    reader.readDocument()
    bag.report(reader.bag.sorted)
    if let failure = reader.cursor.failure { bag.report(failure) }
    guard reader.cursor.failure == nil, let root = reader.root else { return damaged }
    return ConfigDocument(root: ConfigNode(.mapping([root]), whole), span: whole)
  }

  private init(_ cursor: XMLCursor, _ limits: ReadLimits) {
    self.cursor = cursor
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
        help: "write </\(cursor.shown(last.name))> behind its content")
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
      diagnostic.help = "put the document into one element"
      return cursor.refuse(diagnostic)
    }
    guard open.count < limits.depth else {
      return cursor.refuse(
        Diagnostic(
          SyntaxProblem.nestingDepth, "elements are nested more than \(limits.depth) deep",
          at: cursor.span(element.name)))
    }
    open.append(element)
  }

  /// Where the children of an element that begins now will stand.
  var entryCount: Int { entries.count }

  /// Closes the innermost element, whose content ends at `end`.
  mutating func finish(at end: Int) {
    guard let element = open.popLast() else { return }
    namespaces.forget(element.prefixes)
    let children = entries.take(from: element.firstChild)
    if !children.isEmpty, let text = element.firstText {
      warn(
        "text stands beside the elements of `<\(cursor.shown(element.name))>` and is not read",
        text, "put it into an element of its own, or into a comment")
    }
    let span = cursor.span(element.contentStart..<end)
    let value: ConfigNode.Kind =
      children.isEmpty
      ? .scalar(Scalar(String(decoding: element.text, as: UTF8.self), .double))
      : .mapping(children)
    let key = Located(XMLName(cursor.bytes[element.name]).local, cursor.span(element.name))
    let entry = Entry(key: key, value: ConfigNode(value, span))
    if open.isEmpty { root = entry } else { entries.append(entry) }
  }

  mutating func warn(_ message: String, _ range: Range<Int>, _ help: String) {
    warnings += 1
    // A thousand of one file say no less than a million.
    guard warnings <= 1000 else { return }
    var diagnostic = Diagnostic(
      SyntaxProblem.xmlReadersDisagree, message, at: cursor.span(range))
    diagnostic.help = help
    bag.report(diagnostic)
  }
}
