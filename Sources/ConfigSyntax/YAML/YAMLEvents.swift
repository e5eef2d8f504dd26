import CLibYAML

/// The events of one piece of YAML text.
///
/// libyaml stores the parser's own address in the parser, so it lives on the heap and never moves.
struct YAMLEvents: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// `bytes` must outlive the events, and be valid UTF-8 without a byte-order mark.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    let isReady = yaml_parser_initialize(parser) == 1
    precondition(isReady, "libyaml has memory for a parser")
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// Lends the next event to `body`; nil when the text does not parse.
  func next<Result>(_ body: (borrowing yaml_event_t) -> Result) -> Result? {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { return nil }
    defer { yaml_event_delete(&event) }
    return body(event)
  }

  /// Why the last `next` returned nil.
  ///
  /// Marks count code points.
  var failure: Failure {
    Failure(
      problem: parser.pointee.problem.map { String(cString: $0) } ?? "unknown problem",
      context: parser.pointee.context.map { String(cString: $0) } ?? "",
      problemIndex: parser.pointee.problem_mark.index,
      contextIndex: parser.pointee.context_mark.index)
  }

  /// libyaml's words for a syntax error, with its marks as indices of code points.
  struct Failure {
    let problem: String
    let context: String
    let problemIndex: Int
    let contextIndex: Int
  }
}

/// Turns libyaml's code-point indices into byte offsets.
///
/// Events come in order, so a cursor walks the text once.
struct CodePointCursor {
  private let isASCII: Bool
  /// The code point at `offset`.
  private var index = 0
  private var offset: Int
  private let base: Int

  /// `base` is the offset of the first code point.
  init(base: Int, isASCII: Bool) {
    self.base = base
    self.offset = base
    self.isASCII = isASCII
  }

  /// The byte offset of a code point; targets may also be slightly before the last one.
  mutating func offset(of target: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard !isASCII else { return min(base + target, bytes.count) }
    while index < target, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      index += 1
    }
    while index > target, offset > base {
      offset -= 1
      while offset > base, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
      index -= 1
    }
    return offset
  }
}
