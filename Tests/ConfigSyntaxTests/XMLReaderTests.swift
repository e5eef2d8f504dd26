import ConfigSyntax
import Diagnostics
import TestSupport
import Testing

@Suite struct XMLReaderTests {
  private struct Reading {
    let document: ConfigDocument
    let diagnostics: [Diagnostic]
    let file: SourceFile

    var data: String { document.root.map(XMLReaderTests.shown) ?? "nothing" }
    var findings: [String] { diagnostics.map { "\($0.id.code)@\($0.span.lower)" } }
  }

  private func read(
    _ bytes: [UInt8], _ attributes: XMLReader.Attributes = .leftOut
  ) -> Reading {
    var bag = DiagnosticBag()
    let file = SourceFile(name: "cors.xml", bytes: bytes)
    let document = XMLReader.read(file, FileID(0), attributes: attributes, &bag)
    return Reading(document: document, diagnostics: bag.sorted, file: file)
  }

  private func read(_ text: String) -> Reading { read(Array(text.utf8)) }

  /// `a{b=text b=}`: names, children and text.
  private static func shown(_ node: ConfigNode) -> String {
    switch node.kind {
    case .mapping(let entries):
      entries.map { entry in
        let value = shown(entry.value)
        return entry.value.entries == nil
          ? "\(entry.key.value)=\(value)" : "\(entry.key.value){\(value)}"
      }.joined(separator: " ")
    case .scalar(let scalar): scalar.text
    case .damaged: "damaged"
    case .sequence, .unknown: "unexpected"
    }
  }

  // MARK: Data

  @Test(arguments: [
    ("<a/>", "a="), ("<a></a>", "a="), ("<a> b </a>", "a= b "),
    ("<?xml version='1.0' encoding=\"utf-8\" standalone='no' ?>\n<a>b</a>\n", "a=b"),
    ("<?xml version='1.0' encoding='US-ASCII'?><a>b</a>", "a=b"), ("\u{FEFF}<a>b</a>", "a=b"),
    ("<a>\n  <b>1</b>\n  <c/>\n  <b>2</b>\n</a>", "a{b=1 c= b=2}"),
    ("<a><b><c>x</c></b></a>", "a{b{c=x}}"),
    ("<a>&lt;&gt;&amp;&apos;&quot;&#13;&#x41;&#x1F600;</a>", "a=<>&'\"\rA😀"),
    ("<a>x<!-- c -->y<![CDATA[<&]]]]><?p i?>z</a>", "a=xy<&]]z"),
    ("<a>1\r\n2\r3\n<![CDATA[\r\n]]></a>", "a=1\n2\n3\n\n"),
    ("<s:a xmlns:s='u'><s:b t='>' s:t=\"'\">1</s:b></s:a>", "a{b=1}"),
    ("<a xmlns='http://s3.amazonaws.com/doc/2006-03-01/'>b</a>", "a=b"),
    ("<!-- a --><?p?><a>b</a ><!-- - c - --> <?q x?>\n", "a=b"),
    ("<ключ>é</ключ>", "ключ=é"), ("<a>\u{7F}\u{85}]] ></a>", "a=\u{7F}\u{85}]] >"),
  ])
  func readsElementsAndText(_ text: String, _ expected: String) {
    let reading = read(text)
    #expect(reading.data == expected)
    #expect(reading.findings == [])
    #expect(!reading.document.isDamaged)
  }

  @Test(arguments: [
    ("<a x='1'/>", "a{@x=1}"), ("<a x='1'></a>", "a{@x=1}"),
    ("<a x='1'>t</a>", "a{@x=1 #text=t}"), ("<a/>", "a="),
    ("<a x='1' y='&lt;'>\n<b z=''>1</b><b/>\n</a>", "a{@x=1 @y=< b{@z= #text=1} b=}"),
    ("<a xmlns='u' xmlns:p='v' p:b='w'/>", "a{@xmlns=u @xmlns:p=v @p:b=w}"),
  ])
  func attributesAreKeptWhenAskedFor(_ text: String, _ expected: String) throws {
    let reading = read(Array(text.utf8), .kept)
    #expect(reading.data == expected)
    #expect(reading.findings == [])
  }

  @Test func anAttributeSpansTheTextBetweenItsQuotes() throws {
    let reading = read(Array("<a x = 'v&amp;w'/>".utf8), .kept)
    let entry = try #require(reading.document.root?["a"]?.entries?.first)
    #expect(reading.file.text(entry.key.span) == "x")
    #expect(reading.file.text(entry.value.span) == "v&amp;w")
  }

  @Test func spansCoverNamesAndTheTextBetweenTags() throws {
    let reading = read("<r>\n <s:a xmlns:s='u'>x&amp;y</s:a>\n <b></b><c  />\n</r>")
    let root = try #require(reading.document.root?.entries?.first)
    let pieces = (root.value.entries ?? []).map {
      "\(reading.file.text($0.key.span))|\(reading.file.text($0.value.span))"
    }
    #expect(reading.file.text(root.key.span) == "r")
    #expect(pieces == ["s:a|x&amp;y", "b|", "c|"])
    let spans = (root.value.entries ?? []).map(\.value.span)
    #expect(spans[1].lower == spans[1].upper)
    #expect(spans[2].lower == spans[2].upper)
  }

  // MARK: Damage

  /// The marker is at the one finding.
  @Test(arguments: [
    "1️⃣", "<!-- -->1️⃣", "1️⃣x<a/>", "<a/>\n1️⃣x", "<a/><1️⃣b/>", "1️⃣&amp;<a/>", "<1️⃣a>", "<a><1️⃣b>",
    "<a><b></1️⃣a></b>", "<a></1️⃣A>", "</1️⃣a>", "1️⃣< a/>", "<a>1️⃣</ a>", "<a>1️⃣</a", "1️⃣<a", "1️⃣<a ",
    "<a 1️⃣b/>", "<a b=1️⃣1/>", "<a b=1️⃣\"1/>", "<a b=\"1️⃣<\"/>", "<a b='1'1️⃣c='2'/>",
    "<a b='1' 1️⃣b='2'/>", "<a 1️⃣/ >", "<a>1️⃣]]></a>", "<a>1️⃣&b;</a>", "<a b='1️⃣&b;'/>",
    "<a>1️⃣&lt</a>", "<a>1️⃣&#0;</a>", "<a>1️⃣&#xD800;</a>", "<a>1️⃣&#x110000;</a>",
    "<a>1️⃣&#99999999999;</a>", "<a>1️⃣&#13</a>", "<!--1️⃣-- --><a/>", "<a/><!-- 1️⃣--->",
    "<a>1️⃣<!-- </a>", "<a>1️⃣<![CDATA[ ]]</a>", "1️⃣<![CDATA[x]]><a/>", "1️⃣<!a><a/>", "1️⃣<??><a/>",
    "1️⃣<?a><a/>", "<a>1️⃣<?b</a>", " 1️⃣<?xml version='1.0'?><a/>", "1️⃣<?XML version='1.0'?><a/>",
    "<a>1️⃣<?xml version='1.0'?></a>", "1️⃣<?xml encoding='UTF-8'?><a/>",
    "<?xml version='1️⃣2.0'?><a/>", "<?xml version='1.0'1️⃣encoding='UTF-8'?><a/>",
    "<?xml version='1.0' standalone='yes' 1️⃣encoding='UTF-8'?><a/>",
    "<?xml version='1.0' standalone='1️⃣maybe'?><a/>",
    "<?xml version='1.0' encoding='1️⃣US-ASCII'?><a>é</a>",
    "<?xml version='1.0' encoding='1️⃣ISO-8859-1'?><a/>", "<?xml version='1.0'1️⃣><a/>",
    "<?xml version=1️⃣1.0?><a/>", "<?xml version=1️⃣'1.0?><a/>",
  ])
  func reportsTheFirstErrorOnly(_ marked: String) {
    let source = MarkedSource(marked)
    let reading = read(source.text)
    #expect(reading.findings == ["WB1022@\(source.offsets["1️⃣"] ?? -1)"])
    #expect(reading.data == "damaged")
    #expect(reading.document.isDamaged)
  }

  @Test(arguments: [
    "1️⃣<!DOCTYPE a><a/>", "<?xml version='1.0'?>\n1️⃣<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    "1️⃣<!doctype html><html></html>", "<a>1️⃣<!DOCTYPE a></a>",
  ])
  func refusesADocumentType(_ marked: String) {
    let source = MarkedSource(marked)
    #expect(read(source.text).findings == ["WB1023@\(source.offsets["1️⃣"] ?? -1)"])
  }

  @Test(arguments: [
    (Array("<a>\u{1}</a>".utf8), 3), (Array("<a>\u{FFFE}</a>".utf8), 3),
    ([0x3C, 0x61, 0x3E, 0xFF], 3), ([0x3C, 0x61, 0x3E, 0xC0, 0x80], 3),
    ([0xFF, 0xFE, 0x3C, 0x00], 0), ([0xFE, 0xFF, 0x00, 0x3C], 0), ([0x3C, 0x00, 0x61, 0x00], 0),
    ([0x00, 0x3C, 0x00, 0x61], 0),
  ])
  func rejectsFilesThatAreNotText(_ bytes: [UInt8], _ offset: Int) {
    #expect(read(bytes).findings == ["WB1001@\(offset)"])
  }

  @Test func readsEveryRawAmpersandAsItself() {
    let source = MarkedSource(
      "<a b='1️⃣&'><c>x 2️⃣& y3️⃣&</c><d>?p=1&amp;q=4️⃣&r=5️⃣&#; &lt;</d></a>")
    let reading = read(source.text)
    let expected = ["1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣"].map { "WB1024@\(source.offsets[$0] ?? -1)" }
    #expect(reading.findings == expected)
    #expect(reading.data == "a{c=x & y& d=?p=1&q=&r=&#; <}")
    var text = source.text
    for diagnostic in reading.diagnostics.reversed() {
      let edits = diagnostic.fixes.first?.edits ?? []
      #expect(diagnostic.fixes.first?.applicability == .safe)
      for edit in edits {
        guard case .text(let replacement) = edit.replacement else { continue }
        let bytes = Array(text.utf8)
        text = String(
          decoding: bytes[..<edit.span.range.lowerBound] + Array(replacement.utf8)
            + bytes[edit.span.range.upperBound...], as: UTF8.self)
      }
    }
    #expect(read(text).findings == [])
    #expect(read(text).data == reading.data)
  }

  @Test func reportsAnErrorAfterARawAmpersandToo() {
    #expect(read("<a>&<b></a>").findings == ["WB1024@3", "WB1022@9"])
  }

  // MARK: What readers treat differently

  @Test(arguments: [
    "<a>1️⃣x<b/></a>", "<a><b/>1️⃣&lt;</a>", "<a><b/>1️⃣ \n x</a>", "<1️⃣p:a/>", "<a 1️⃣p:b='1'/>",
    "<1️⃣a:b:c/>", "<1️⃣:a/>", "<a 1️⃣xmlns:p=''/>", "<a 1️⃣xmlns:xml='u'/>", "<a 1️⃣xmlns:xmlns='u'/>",
    "<a xmlns:p='u' xmlns:q='u' p:b='1' 1️⃣q:b='2'/>", "<a><b xmlns:p='u'/><1️⃣p:c/></a>",
    "<?1️⃣p:i?><a/>", "<?xml version='1️⃣1.1'?><a/>",
  ])
  func warnsWhereReadersDisagree(_ marked: String) {
    let source = MarkedSource(marked)
    let reading = read(source.text)
    #expect(reading.findings == ["WB1025@\(source.offsets["1️⃣"] ?? -1)"])
    #expect(reading.diagnostics.allSatisfy { $0.severity == .warning })
    #expect(!reading.document.isDamaged)
  }

  @Test(arguments: [
    "<a xml:space='preserve'/>", "<p:a xmlns:p='u'><p:b/></p:a>",
    "<a xmlns:p='u'><b xmlns:p='v'/><p:c/></a>", "<a xmlns:p='u' p:b='1' b='2'/>",
    "<xml:a/>", "<a xmlns=''/>",
  ])
  func declaredPrefixesAreNotReported(_ text: String) {
    #expect(read(text).findings == [])
  }

  // MARK: Hostile input

  private static let hostile: [(text: String, finding: String?)] = [
    (repeated("<a>", 100_000), "WB1009@1537"),
    (repeated("<a>", 512) + "x" + repeated("</a>", 512), nil),
    ("<a>" + repeated("<!--", 500_000), "WB1022@9"),
    ("<a>" + repeated("x<b/>", 100_000) + "</a>", "WB1025@3"),
    ("<a>" + repeated("]", 1_000_000) + "</a>", nil),
    ("<a" + numbered(100_000) { " a\($0)='&lt;'" } + "/>", nil),
    ("<a" + numbered(50_000) { " xmlns:a\($0)='u\($0)' a\($0):b=''" } + "/>", nil),
    ("<a>&#" + repeated("9", 1_000_000) + ";</a>", "WB1022@3"),
    ("<" + repeated("a", 1_000_000) + "/>", nil),
  ]

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  private static func numbered(_ count: Int, _ text: (Int) -> String) -> String {
    (0..<count).map(text).joined()
  }

  @Test(arguments: hostile.indices)
  func hostileTextIsReadToItsEnd(_ index: Int) {
    let (text, finding) = Self.hostile[index]
    #expect(read(text).findings == [finding].compactMap { $0 })
  }

  @Test func aThousandOfOneKindIsEnough() {
    let ampersands = read("<a>" + String(repeating: "& ", count: 100_000) + "</a>")
    #expect(ampersands.findings.count == 1000)
    let prefixes = read("<a>" + String(repeating: "<p:b/>", count: 100_000) + "</a>")
    #expect(prefixes.findings.count == 1000)
  }

  @Test func reportsAnErrorInEveryPrefixOfADocument() {
    let text = """
      <?xml version="1.0" encoding="UTF-8"?><!-- c --><?p i?>
      <s:a xmlns:s="u" b='&lt;&#65;'>t&amp;&#x41;<![CDATA[x]]><c/></s:a >
      """
    let bytes = Array(text.utf8)
    for end in 0..<bytes.count {
      let reading = read(Array(bytes[..<end]))
      #expect(reading.diagnostics.contains { $0.severity == .error })
      let last = reading.diagnostics.map { Int($0.span.upper) }.max() ?? 0
      #expect(last <= end)
    }
    #expect(!read(bytes).document.isDamaged)
  }
}
