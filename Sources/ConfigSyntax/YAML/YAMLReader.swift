import CLibYAML
import Glibc
package import Diagnostics

/// Reads YAML with the spans of every key and value, and resumes after a syntax error.
package struct YAMLReader {
  private let file: SourceFile
  private let id: FileID
  private let limits: Limits
  private let mostTokens: Int
  /// How many events were read so far.
  private var tokens = 0
  /// Whether code points are bytes, so that libyaml's indices are offsets.
  private let isASCII: Bool
  /// The document that is being read.
  private var builder: YAMLTreeBuilder
  private var documents: [ConfigDocument] = []
  /// Where it begins.
  private var documentStart = 0
  /// Errors so far; after the limit, the rest of the file is left unread.
  private var syntaxErrors = 0
  /// The last scalar, for the quote that swallowed what followed it.
  private var lastScalar: SourceSpan?
  private var lastScalarIsQuoted = false

  /// The documents of the file.
  ///
  /// Problems are reported, and what they spoil is `.damaged`.
  package static func read(
    _ file: SourceFile, _ id: FileID, limits: Limits = Limits(),
    _ bag: inout DiagnosticBag
  ) -> [ConfigDocument] {
    let check = TextCheck.check(file.bytes, .yaml)
    if case .refused(let offset, let length, let message) = check {
      bag.report(
        Diagnostic(SyntaxProblem.notText, message, at: SourceSpan(id, offset, offset + length)))
      let whole = SourceSpan(id, 0, file.bytes.count)
      return [ConfigDocument(root: ConfigNode(.damaged, whole), span: whole, damage: [whole])]
    }
    var isASCII = false
    if case .ascii = check { isASCII = true }
    var reader = YAMLReader(file: file, id: id, limits: limits, isASCII: isASCII)
    YAMLDirectives.limited(file.bytes).withUnsafeBufferPointer { bytes in
      // The input pointer must not be null, even for an empty file.
      guard !bytes.isEmpty else { return }
      reader.readAll(bytes, from: YAMLLayout(bytes).bodyStart, &bag)
    }
    return reader.documents
  }

  /// The documents in a part of a file that was read before, such as a block of text in YAML or HCL.
  ///
  /// The text may be indented, since YAML allows that of a whole document.
  package static func read(
    _ file: SourceFile, _ id: FileID, in range: Range<Int>, _ bag: inout DiagnosticBag
  ) -> [ConfigDocument] {
    guard !range.isEmpty else { return [] }
    let isASCII = file.bytes[range].allSatisfy { $0 < 0x80 }
    var reader = YAMLReader(file: file, id: id, limits: Limits(), isASCII: isASCII)
    file.bytes.withUnsafeBufferPointer { bytes in
      let text = UnsafeBufferPointer(rebasing: bytes[..<range.upperBound])
      reader.readAll(text, from: range.lowerBound, &bag)
    }
    return reader.documents
  }

  private init(file: SourceFile, id: FileID, limits: Limits, isASCII: Bool) {
    self.file = file
    self.id = id
    self.limits = limits
    mostTokens = limits[.tokens]
    self.isASCII = isASCII
    builder = YAMLTreeBuilder(file: id, limits: limits)
  }

  /// Piece by piece: a syntax error ends a piece, and the rest of its collection is the next one.
  private mutating func readAll(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ bag: inout DiagnosticBag
  ) {
    let layout = YAMLLayout(bytes)
    var piece = Piece(range: start..<bytes.count, splices: false)
    documentStart = start
    while true {
      switch readPiece(piece, bytes, &bag) {
      case .finished: break
      case .stopped:
        finishDocument(upper: bytes.count, &bag)
        return
      case .failed(let damage):
        guard syntaxErrors <= SyntaxProblem.mostErrors else {
          builder.markDamage(SourceSpan(id, damage, bytes.count))
          finishDocument(upper: bytes.count, &bag)
          return
        }
        piece = resume(layout, after: damage, &bag)
        continue
      }
      guard piece.splices, piece.range.upperBound < bytes.count else { break }
      piece = splice(layout, at: piece.range.upperBound, &bag)
    }
    if piece.splices { finishDocument(upper: bytes.count, &bag) }
  }

  /// A run of bytes that one parser reads.
  private struct Piece {
    let range: Range<Int>
    /// Whether its root collection continues the one that is open in the builder.
    let splices: Bool
  }

  /// How far the reading of a piece has come.
  private struct Progress {
    let piece: Piece
    var cursor: CodePointCursor
    /// Depth below the root of a spliced piece, whose own root is already open.
    var depth = 0
    /// Whether the next collection is that root, which the builder must not open again.
    var swallowsRoot: Bool
  }

  /// How reading one piece of the text ended.
  private enum Outcome {
    case finished
    /// The text is beyond the limits; nothing more is read.
    case stopped
    /// The byte where the damage begins.
    case failed(Int)
  }

  // MARK: One piece

  /// Feeds the events of a piece to the builder.
  private mutating func readPiece(
    _ piece: Piece, _ bytes: UnsafeBufferPointer<UInt8>, _ bag: inout DiagnosticBag
  ) -> Outcome {
    let events = YAMLEvents(UnsafeBufferPointer(rebasing: bytes[piece.range]))
    var progress = Progress(
      piece: piece, cursor: CodePointCursor(base: piece.range.lowerBound, isASCII: isASCII),
      swallowsRoot: piece.splices && !builder.frames.isEmpty)
    while true {
      let step = events.next { event in
        handle(event, in: bytes, &progress, &bag)
      }
      guard let step else {
        return .failed(fail(events.failure, in: bytes, &progress, &bag))
      }
      switch step {
      case .more: continue
      case .endOfStream: return .finished
      case .beyondLimit: return .stopped
      }
    }
  }

  /// What an event means for the loop over events.
  private enum Step { case more, endOfStream, beyondLimit }

  private mutating func handle(
    _ event: borrowing yaml_event_t, in bytes: UnsafeBufferPointer<UInt8>,
    _ progress: inout Progress, _ bag: inout DiagnosticBag
  ) -> Step {
    let splices = progress.piece.splices
    let lower = progress.cursor.offset(of: event.start_mark.index, in: bytes)
    tokens += 1
    guard tokens <= mostTokens else {
      return refuse(.tooManyTokens(limits, at: SourceSpan(id, lower, lower)), &bag)
    }
    switch event.type {
    case YAML_STREAM_END_EVENT: return .endOfStream
    case YAML_DOCUMENT_START_EVENT:
      guard !splices else { return .more }
      documentStart = lower
      builder = YAMLTreeBuilder(file: id, limits: limits)
      checkVersion(event, lower, &bag)
    case YAML_DOCUMENT_END_EVENT:
      guard !splices else { return .more }
      finishDocument(upper: progress.cursor.offset(of: event.end_mark.index, in: bytes), &bag)
    case YAML_MAPPING_START_EVENT, YAML_SEQUENCE_START_EVENT:
      progress.depth += 1
      if progress.swallowsRoot {
        progress.swallowsRoot = false
        progress.depth = 0
        return .more
      }
      guard !builder.isTooDeep else { return refuseDepth(lower, &bag) }
      begin(event, at: lower, in: bytes, &bag)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
      let upper = progress.cursor.offset(of: event.end_mark.index, in: bytes)
      defer { progress.depth -= 1 }
      guard !(splices && progress.depth == 0) else { return .more }
      builder.end(upper: upper, &bag)
    case YAML_ALIAS_EVENT:
      let upper = progress.cursor.offset(of: event.end_mark.index, in: bytes)
      builder.alias(text(event.data.alias.anchor), SourceSpan(id, lower, upper), &bag)
    case YAML_SCALAR_EVENT:
      let upper = progress.cursor.offset(of: event.end_mark.index, in: bytes)
      scalar(event, at: lower..<upper, in: bytes, &bag)
    default: break
    }
    return .more
  }

  /// A mapping or a sequence, at the column of its first key or dash.
  private mutating func begin(
    _ event: borrowing yaml_event_t, at lower: Int, in bytes: UnsafeBufferPointer<UInt8>,
    _ bag: inout DiagnosticBag
  ) {
    // `sequence_start` has the same fields as `mapping_start`; C has no way to say so.
    let isMapping = event.type == YAML_MAPPING_START_EVENT
    let anchor = isMapping ? event.data.mapping_start.anchor : event.data.sequence_start.anchor
    let tag = isMapping ? event.data.mapping_start.tag : event.data.sequence_start.tag
    let isFlow =
      isMapping
      ? event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
      : event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
    let layout = YAMLLayout(bytes)
    let start = layout.skipProperties(
      at: lower, count: (anchor == nil ? 0 : 1) + (tag == nil ? 0 : 1))
    // Only block collections are looked for by their column.
    let column = start == lower || isFlow ? event.start_mark.column : layout.column(of: start)
    builder.begin(
      isMapping ? .mapping : .sequence, isFlow: isFlow, column: column, lower: start,
      anchor: anchor.map(text), &bag)
  }

  /// A key or a value; its span leaves out the properties before it and blank lines after a block
  /// scalar.
  private mutating func scalar(
    _ event: borrowing yaml_event_t, at range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>,
    _ bag: inout DiagnosticBag
  ) {
    let data = event.data.scalar
    let value = UnsafeBufferPointer(start: data.value, count: data.length)
    if Self.isSpecial(value) { builder.specials = .possible }
    let scalar = Scalar(
      String(decoding: value, as: UTF8.self), YAMLScalarStyle.style(data.style),
      tag: data.tag.map { YAMLScalarStyle.tag(text($0)) } ?? .none)
    var upper = range.upperBound
    if scalar.style == .literal || scalar.style == .folded {
      while upper > range.lowerBound, bytes[upper - 1] <= 0x20 { upper -= 1 }
    }
    let properties = (data.anchor == nil ? 0 : 1) + (data.tag == nil ? 0 : 1)
    let lower = YAMLLayout(bytes).skipProperties(at: range.lowerBound, count: properties)
    let span = SourceSpan(id, min(lower, upper), upper)
    lastScalar = span
    lastScalarIsQuoted = scalar.style == .single || scalar.style == .double
    if scalar.style == .double, data.length + 2 != span.range.count {
      YAMLScalarStyle.refuseEscapes(span, bytes, &bag)
    } else if scalar.style == .plain, scalar.tag == .none, ReaderDisagreement.mayDiffer(value) {
      checkReaders(scalar.text, span, &bag)
    }
    if scalar.style == .plain, builder.isInFlow {
      YAMLScalarStyle.refuseQuestionMark(scalar.text, span, &bag)
    }
    builder.scalar(scalar, span, anchor: data.anchor.map(text), &bag)
  }

  /// Whether the text may be null or hold `{{`.
  private static func isSpecial(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = text.baseAddress, let first = text.first else { return true }
    if text.count <= 4, first == UInt8(ascii: "~") || first | 0x20 == UInt8(ascii: "n") {
      return true
    }
    return memchr(start, 0x7B, text.count) != nil && ByteSearch.first("{{", in: text) != nil
  }

  /// Reports a scalar that readers disagree about, without its text if it may be secret.
  private func checkReaders(
    _ text: String, _ span: SourceSpan, _ bag: inout DiagnosticBag
  ) {
    let role: ReaderDisagreement.Role = builder.expectsKey ? .key : .value
    guard let diagnostic = ReaderDisagreement.check(text, span, role) else { return }
    bag.report(builder.isBelowSecret ? ReaderDisagreement.hidden(span) : diagnostic)
  }

  private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>) -> String {
    String(cString: pointer)
  }

  private mutating func refuseDepth(_ lower: Int, _ bag: inout DiagnosticBag) -> Step {
    let span = SourceSpan(id, lower, lower + 1)
    return refuse(.tooDeep("collections", limits, at: span), &bag)
  }

  /// Reports what is beyond a limit, and leaves the rest of the file unread.
  private mutating func refuse(_ problem: Diagnostic, _ bag: inout DiagnosticBag) -> Step {
    bag.report(problem)
    builder.markDamage(SourceSpan(id, documentStart, file.bytes.count))
    return .beyondLimit
  }

  /// go-yaml 2.4 reads YAML 1.1 and rejects a document that declares another version.
  private func checkVersion(
    _ event: borrowing yaml_event_t, _ lower: Int, _ bag: inout DiagnosticBag
  ) {
    guard let version = event.data.document_start.version_directive,
      version.pointee.major != 1 || version.pointee.minor != 1
    else { return }
    var diagnostic = Diagnostic(
      SyntaxProblem.yamlSyntax,
      "Helm's reader rejects `%YAML \(version.pointee.major).\(version.pointee.minor)`",
      at: SourceSpan(id, lower, lower + 5))
    diagnostic.help = "remove the directive"
    bag.report(diagnostic)
  }

  // MARK: Documents

  /// Closes what is open, and adds the document up to `upper`.
  private mutating func finishDocument(upper: Int, _ bag: inout DiagnosticBag) {
    builder.finish(upper: upper, &bag)
    var root = builder.root
    // An empty document is a null that nobody wrote.
    if let node = root, let scalar = node.scalar, node.span.range.isEmpty, scalar.style == .plain,
      scalar.tag == .none
    {
      root = nil
    }
    if root == nil, let damage = builder.damage.first { root = ConfigNode(.damaged, damage) }
    documents.append(
      ConfigDocument(
        root: root, span: SourceSpan(id, documentStart, upper), damage: builder.damage,
        overridden: builder.overridden, specials: builder.specials))
    builder = YAMLTreeBuilder(file: id, limits: limits)
    documentStart = upper
  }

  // MARK: Resuming after a syntax error

  /// Reports a syntax error; returns the offset where its damage begins.
  private mutating func fail(
    _ failure: YAMLEvents.Failure, in bytes: UnsafeBufferPointer<UInt8>,
    _ progress: inout Progress, _ bag: inout DiagnosticBag
  ) -> Int {
    let problem = progress.cursor.offset(of: failure.problemIndex, in: bytes)
    let context = progress.cursor.offset(of: failure.contextIndex, in: bytes)
    let bracket = builder.frames.first { $0.isFlow }?.lower
    let found = YAMLFailure.explain(
      failure, problem: problem, context: context, bracket: bracket,
      quoted: lastScalarIsQuoted ? lastScalar : nil, file: id, bytes: bytes)
    syntaxErrors += 1
    if syntaxErrors <= SyntaxProblem.mostErrors { bag.report(found.diagnostic) }
    if found.spoilsLastValue { builder.damageLastValue() }
    lastScalarIsQuoted = false
    return max(progress.piece.range.lowerBound, found.damageStart)
  }

  /// The piece that begins at the first line below the damage that is indented no deeper than the
  /// damaged key.
  private mutating func resume(
    _ layout: YAMLLayout, after damage: Int, _ bag: inout DiagnosticBag
  ) -> Piece {
    let column = builder.frames.last { !$0.isFlow }?.column
    let isFlowDocument = column == nil && !builder.frames.isEmpty
    let next = layout.nextLine(
      after: damage, indentedAtMost: isFlowDocument ? -1 : column ?? .max)
    builder.markDamage(SourceSpan(id, damage, next))
    return splice(layout, at: next, &bag)
  }

  /// The piece at `start`, with the builder unwound to the collection that it continues.
  private mutating func splice(
    _ layout: YAMLLayout, at start: Int, _ bag: inout DiagnosticBag
  ) -> Piece {
    var start = start
    while start < layout.count {
      if layout.isDocumentMark(at: start) {
        finishDocument(upper: start, &bag)
        return Piece(range: start..<layout.count, splices: false)
      }
      let column = layout.indentation(at: start)
      let end = layout.endOfBlock(at: start, column: column)
      let kind: YAMLTreeBuilder.Frame.Kind =
        layout.isDash(at: start + column) ? .sequence : .mapping
      let isFresh = builder.frames.isEmpty && builder.root == nil
      if isFresh || builder.unwind(to: kind, column: column, upper: start, &bag) {
        return Piece(range: start..<end, splices: true)
      }
      // No open collection is at this column.
      builder.markDamage(SourceSpan(id, start, end))
      start = end
    }
    return Piece(range: layout.count..<layout.count, splices: true)
  }
}
