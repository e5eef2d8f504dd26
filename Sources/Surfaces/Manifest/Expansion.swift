import ConfigSyntax
import Diagnostics
import Settings

/// Replaces `$(NAME)` in a value of a container's variable, as the kubelet does: `$$` is a dollar sign,
/// and a name without a variable stays as it is.
struct Expansion {
  /// What the text is so far, with the places where its pieces were written.
  private(set) var text: SourceText
  /// The part before the first piece that is not known here.
  private(set) var knownPrefix = ""
  private(set) var isKnown = true
  /// The value of the only unknown piece, if it is the password of a URL.
  private(set) var password: ConfigNode?
  /// The variables that the text contains, by number.
  var used: [Int] = []

  private let written: SourceText
  private let bytes: [UInt8]
  private var position = 0
  /// The range of `$(NAME)` that was found last.
  private var found = 0..<0
  private var unknowns = 0

  /// Whether a name without a variable may have one after all.
  enum Definition { case undefined, maybeDefined }

  init(_ written: SourceText) {
    self.written = written
    bytes = Array(written.text.utf8)
    text = SourceText("", at: written.span)
  }

  /// The next name; nil after the last one, when `text` is complete.
  mutating func next() -> String? {
    var start = position
    while start < bytes.count {
      guard bytes[start] == UInt8(ascii: "$"), start + 1 < bytes.count else {
        start += 1
        continue
      }
      if bytes[start + 1] == UInt8(ascii: "$") {
        add(position..<start + 1)
        (position, start) = (start + 2, start + 2)
      } else if bytes[start + 1] == UInt8(ascii: "("),
        let end = bytes[start...].firstIndex(of: UInt8(ascii: ")"))
      {
        add(position..<start)
        (found, position) = (start..<end + 1, end + 1)
        return String(decoding: bytes[start + 2..<end], as: UTF8.self)
      } else {
        start += 2
      }
    }
    add(position..<bytes.count)
    position = bytes.count
    return nil
  }

  /// Adds the text of the variable that was found.
  mutating func add(_ piece: SourceText) { text.append(piece) }

  /// Notes that the text of the variable is not known; its value was written as `value`.
  mutating func addUnknown(_ value: ConfigNode) {
    noteUnknown()
    let isPassword =
      found.lowerBound > 0 && bytes[found.lowerBound - 1] == UInt8(ascii: ":")
      && found.upperBound < bytes.count && bytes[found.upperBound] == UInt8(ascii: "@")
    password = isPassword && unknowns == 1 ? value : nil
    // Without its colon, the URL has a user and no password.
    if isPassword { text = text.piece(0..<text.text.utf8.count - 1) }
  }

  /// Leaves the name as it is.
  mutating func keepName(_ definition: Definition) {
    if case .maybeDefined = definition { noteUnknown() }
    add(found)
  }

  private mutating func noteUnknown() {
    if isKnown { knownPrefix = text.text }
    isKnown = false
    unknowns += 1
    password = nil
  }

  private mutating func add(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    text.append(written.piece(range))
  }
}
