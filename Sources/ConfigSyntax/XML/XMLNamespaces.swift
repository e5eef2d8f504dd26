import Diagnostics

/// The prefixes that are declared at the reader's position (Namespaces in XML 1.0).
///
/// Problems with them are warnings: libxml2 warns and reads on, stricter readers refuse.
struct XMLNamespaces {
  /// Namespaces in XML 1.0, section 3: bound to `xml` without a declaration.
  private static let xml = "http://www.w3.org/XML/1998/namespace"
  /// The same section: bound to `xmlns`, and never declared.
  private static let xmlns = "http://www.w3.org/2000/xmlns/"

  /// The namespaces of each prefix, the innermost last.
  private var declared: [String: [String]] = ["xml": [Self.xml]]
  /// How many warnings were found; only the first thousand are reported.
  private var warnings = 0

  /// Checks the names of a start tag; returns the prefixes that it declares.
  mutating func enter(
    _ name: Range<Int>, with attributes: [XMLAttribute], _ cursor: XMLCursor,
    _ bag: inout DiagnosticBag
  ) -> [String] {
    var prefixes: [String] = []
    for attribute in attributes {
      guard let prefix = XMLName(cursor.bytes[attribute.name]).declaredPrefix else { continue }
      if let problem = Self.problem(prefix, attribute.value) {
        warn(problem, at: attribute.name, cursor, &bag)
        continue
      }
      declared[prefix, default: []].append(attribute.value)
      prefixes.append(prefix)
    }
    check(name, cursor, &bag)
    checkDuplicates(attributes, cursor, &bag)
    return prefixes
  }

  /// Ends the scope of an element's declarations.
  mutating func forget(_ prefixes: [String]) {
    for prefix in prefixes { declared[prefix]?.removeLast() }
  }

  /// What is wrong with the declaration of a prefix, or of the default, which is empty.
  private static func problem(_ prefix: String, _ name: String) -> Message? {
    switch (prefix, name) {
    case ("xml", xml): nil
    case ("xml", _): "the prefix `xml` cannot stand for another namespace"
    case ("xmlns", _): "the prefix `xmlns` cannot be declared"
    case (_, xml): "the namespace of `xml` cannot have another prefix"
    case (_, xmlns): "the namespace of `xmlns` cannot be declared"
    case ("", _): nil
    case (_, ""): "the prefix `\(prefix)` is declared without a namespace"
    default: nil
    }
  }

  /// Warns about a colon that does not end a prefix, and about a prefix without a declaration.
  private mutating func check(
    _ range: Range<Int>, _ cursor: XMLCursor, _ bag: inout DiagnosticBag
  ) {
    let name = XMLName(cursor.bytes[range])
    if name.isMalformed {
      warn("`\(cursor.shown(range))` has a misplaced colon", at: range, cursor, &bag)
    } else if let prefix = name.prefix, namespace(prefix) == nil {
      warn("the prefix of `\(cursor.shown(range))` is not declared", at: range, cursor, &bag)
    }
  }

  /// The namespace of a prefix at this position.
  private func namespace(_ prefix: String) -> String? { declared[prefix]?.last }

  /// Two prefixes may have the same namespace.
  private mutating func checkDuplicates(
    _ attributes: [XMLAttribute], _ cursor: XMLCursor, _ bag: inout DiagnosticBag
  ) {
    var seen: Set<[String]> = []
    for attribute in attributes {
      let name = XMLName(cursor.bytes[attribute.name])
      guard name.declaredPrefix == nil else { continue }
      check(attribute.name, cursor, &bag)
      guard let namespace = name.prefix.flatMap(namespace),
        !seen.insert([namespace, name.local]).inserted
      else { continue }
      warn(
        "`\(cursor.shown(attribute.name))` is set twice, through two prefixes", at: attribute.name,
        cursor, &bag)
    }
  }

  private mutating func warn(
    _ message: Message, at range: Range<Int>, _ cursor: XMLCursor, _ bag: inout DiagnosticBag
  ) {
    warnings += 1
    guard warnings <= 1000 else { return }
    var diagnostic = Diagnostic(
      SyntaxProblem.xmlReadersDisagree, message, at: cursor.span(range))
    diagnostic.help = "declare prefixes with xmlns:prefix=\"…\", or write the name without one"
    bag.report(diagnostic)
  }
}

/// The name of an element or attribute, split at its colon.
struct XMLName {
  /// What precedes the colon; nil where there is none, or the name is malformed.
  let prefix: String?
  /// What follows the prefix.
  let local: String
  /// Whether it has a colon that does not end a prefix.
  let isMalformed: Bool

  init(_ bytes: ArraySlice<UInt8>) {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    isMalformed = parts.count > 2 || parts.contains(where: \.isEmpty)
    let hasPrefix = parts.count == 2 && !isMalformed
    prefix = hasPrefix ? parts.first.map { String(decoding: $0, as: UTF8.self) } : nil
    local = String(decoding: hasPrefix ? parts[1] : bytes, as: UTF8.self)
  }

  /// The prefix that an attribute of this name declares; empty for the default namespace.
  var declaredPrefix: String? {
    if prefix == "xmlns" { return local }
    return prefix == nil && local == "xmlns" ? "" : nil
  }
}
