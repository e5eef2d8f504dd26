import Diagnostics

/// The warning about a line that the programs read differently, with both readings and, where there is
/// one, a spelling that all of them read alike.
struct EnvDisagreement {
  private let file: SourceFile
  private let dialect: EnvDialect
  private let name: Located
  /// The value as it is written, with its quotes.
  private let written: SourceSpan
  /// The lines of the statement, without the last line break.
  private let lines: Range<Int>
  private let readings: EnvReadings

  /// What is wrong with a statement; nil if every program reads it alike.
  static func find(
    in file: SourceFile, read by: EnvDialect, _ name: Located, written: SourceSpan
  ) -> Diagnostic? {
    let start = lineStart(before: Int(name.span.lower), in: file.bytes)
    let end =
      file.bytes[Int(written.upper)...].firstIndex { $0 == 0x0A } ?? file.bytes.count
    let hasReturn = end > Int(written.upper) && file.bytes[end - 1] == 0x0D
    let lines = start..<(hasReturn ? end - 1 : end)
    guard EnvReadings.equalsSign(inPlain: file.bytes[lines]) == nil else { return nil }
    let readings = EnvReadings(
      of: Array(file.bytes[lines]), setting: Array(file.bytes[name.span.range]))
    guard !readings.agree else { return nil }
    return EnvDisagreement(
      file: file, dialect: by, name: name, written: written, lines: lines, readings: readings
    ).diagnostic
  }

  /// Whether nobody has to know: few env files are read by a shell, whose signs are common in URLs, and
  /// whitespace at an end of a value is a finding of its own.
  private func isUnimportant(_ found: EnvPeculiarity) -> Bool {
    if dialect == .docker, found.kind == .end { return true }
    return dialect != .shell && readings.agreeOutsideShell && !found.asksForExpansion
  }

  private static func lineStart(before offset: Int, in bytes: [UInt8]) -> Int {
    let start = bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return start == 0 && bytes.starts(with: SourceFile.byteOrderMark)
      ? SourceFile.byteOrderMark.count : start
  }

  private var diagnostic: Diagnostic? {
    if let lead = rejectedLead {
      var diagnostic = Diagnostic(SyntaxProblem.dialectsDisagree, message, at: lead)
      diagnostic.label = "docker rejects this"
      diagnostic.help = "write `NAME=value`"
      diagnostic.fixes = plainSpelling.map { [$0] } ?? []
      return diagnostic
    }
    let isName = EnvName.isName(file.bytes[name.span.range])
    let rest = Int(written.lower)..<max(lines.upperBound, Int(written.upper))
    let found = EnvPeculiarity(of: file.bytes[rest])
    guard !isUnimportant(found) else { return nil }
    let span =
      isName
      ? SourceSpan(written.file, rest.lowerBound, rest.upperBound).sub(found.range) : name.span
    var diagnostic = Diagnostic(SyntaxProblem.dialectsDisagree, message, at: span)
    diagnostic.label = isName ? label(found.kind) : "not a name to the shell and systemd"
    diagnostic.help = isName ? help(found.kind) : "use letters, digits and `_` only"
    diagnostic.fixes = [plainSpelling ?? movedComment(found) ?? encoded(found)].compactMap { $0 }
    return diagnostic
  }

  /// What is before a name, or between it and its value, if docker rejects the line because of that.
  private var rejectedLead: SourceSpan? {
    guard readings[.docker] == .refused else { return nil }
    let file = written.file
    let lead = self.file.bytes[lines.lowerBound..<Int(name.span.lower)]
    if let start = lead.firstIndex(where: { $0 > 0x20 }) {
      return SourceSpan(file, start, Int(name.span.lower))
    }
    let sign = Int(name.span.upper)..<Int(written.lower)
    return self.file.bytes[sign].elementsEqual("=".utf8)
      ? nil : SourceSpan(file, sign.lowerBound, sign.upperBound)
  }

  // MARK: Words

  /// "docker reads `A` as `x # c`; Compose and the shell read `x`".
  private var message: Message {
    readings.groups(from: dialect).enumerated().reduce(Message("")) { message, item in
      let (number, group) = item
      let isOne = group.dialects.count == 1
      let programs = group.dialects.map(\.program).listed
      let object: Message = number == 0 ? " `\(name.value)` as" : ""
      let verb = isOne ? "reads" : "read"
      let clause: Message =
        switch group.reading {
        case .text(""): "\(programs) \(verb)\(object) empty text"
        case .text(let text), .expanded(let text):
          "\(programs) \(verb)\(object) `\(value: text, at: written, limit: 40)`"
        case .continued: "\(programs) \(isOne ? "continues" : "continue") it on the next line"
        case .refused: "\(programs) \(isOne ? "rejects" : "reject") the line"
        case .command: "\(programs) \(isOne ? "runs" : "run") a part of it"
        case .nothing: "\(programs) \(isOne ? "does" : "do") not set it"
        }
      return number == 0 ? clause : "\(message); \(clause)"
    }
  }

  private func label(_ kind: EnvPeculiarity.Kind) -> Message {
    switch kind {
    case .comment: "a comment, except to docker and systemd"
    case .variable, .braces: "a variable to Compose and the shell"
    case .command: "a command to the shell"
    case .quote: "quotes, which only docker keeps"
    case .escape: "an escape, except to docker"
    case .shellSign: "has a meaning in the shell"
    case .blank: "ends the value in the shell"
    case .end: "whitespace that only docker keeps"
    case .other: ""
    }
  }

  private func help(_ kind: EnvPeculiarity.Kind) -> Message {
    switch kind {
    case .comment: "put the comment on a line of its own"
    case .braces where dialect == .docker:
      "write the value itself, or use the file with Compose or `envsubst` only"
    case .command: "write the value itself"
    case .variable where dialect == .docker:
      "in a URL, write `%24`; elsewhere, use the file with docker only"
    case .end: "remove the whitespace"
    case .quote where plainSpelling != nil: "remove the quotes"
    case .escape where plainSpelling != nil: "write the value without quotes and escapes"
    case .variable, .braces, .quote, .escape, .shellSign, .blank, .other:
      dialect == .docker
        ? "in a URL, percent-encode it; elsewhere, use the file with docker only"
        : "no spelling is read alike by all; use the file with \(dialect.program) only"
    }
  }

  // MARK: Fixes

  /// Writes the value that the dialect's program reads without quotes, where all read it then.
  private var plainSpelling: FixIt? {
    guard case .text(let text) = readings[dialect], isAlike(text) else { return nil }
    var edits: [Edit] = []
    func replace(_ range: Range<Int>, with text: String) {
      guard !file.bytes[range].elementsEqual(text.utf8) else { return }
      let span = SourceSpan(written.file, range.lowerBound, range.upperBound)
      edits.append(.replace(span, with: text))
    }
    let value = Array(text.utf8)
    replace(lines.lowerBound..<Int(name.span.lower), with: "")
    replace(Int(name.span.upper)..<Int(written.lower), with: "=")
    let raw = written.range
    if raw.count == value.count + 2, file.bytes[raw].dropFirst().dropLast().elementsEqual(value) {
      replace(raw.lowerBound..<raw.lowerBound + 1, with: "")
      replace(raw.upperBound - 1..<raw.upperBound, with: "")
    } else {
      replace(raw, with: text)
    }
    let tail = file.bytes[raw.upperBound..<max(raw.upperBound, lines.upperBound)]
    guard !tail.contains(UInt8(ascii: "#")) else { return movingTail(tail, after: edits) }
    replace(tail.startIndex..<tail.endIndex, with: "")
    return edits.isEmpty ? nil : FixIt("write it as all of them read it", edits)
  }

  /// Deletes a comment at the end of the line, and writes it above; nil next to a secret, of which it
  /// may be the end: nothing would show that in a line of its own.
  private func movingTail(_ tail: ArraySlice<UInt8>, after edits: [Edit]) -> FixIt? {
    guard !SecretNames.resemblesSecret(name.value) else { return nil }
    let comment = tail.drop { $0 != UInt8(ascii: "#") }
    // To docker, the comment is a part of the value, which may be secret.
    let text = Secret(String(decoding: comment, as: UTF8.self) + "\n")
    let start = SourceSpan(written.file, lines.lowerBound, lines.lowerBound)
    let span = SourceSpan(written.file, tail.startIndex, tail.endIndex)
    // What is deleted before the name makes room for the comment.
    let lead = edits.first.flatMap { $0.span.lower == start.lower ? $0.span : nil }
    let others = lead == nil ? edits : Array(edits.dropFirst())
    return FixIt(
      "put the comment on a line of its own",
      [Edit(lead ?? start, .secret(text))] + others + [.replace(span, with: "")])
  }

  /// What docker takes for a part of the value is a comment to others, and almost always meant so.
  private func movedComment(_ found: EnvPeculiarity) -> FixIt? {
    guard found.kind == .comment, case .text(let text) = readings[.compose], isAlike(text),
      file.bytes[written.range].starts(with: text.utf8)
    else { return nil }
    let tail = file.bytes[Int(written.lower) + found.range.lowerBound..<lines.upperBound]
    return movingTail(tail, after: []).map { FixIt($0.summary, $0.edits, .unsafe) }
  }

  /// Encodes what matters to some program in the user information of a URL, which its readers decode.
  private func encoded(_ found: EnvPeculiarity) -> FixIt? {
    guard found.kind != .braces, found.kind != .command, found.kind != .comment,
      case .text(let text) = readings[dialect], file.bytes[written.range].elementsEqual(text.utf8)
    else { return nil }
    let bytes = Array(text.utf8)
    guard let user = Self.userInformation(of: bytes) else { return nil }
    var edits: [Edit] = []
    var result: [UInt8] = []
    for (offset, byte) in bytes.enumerated() {
      guard user.contains(offset), byte < 0x80, !Self.isHarmless(byte) else {
        result.append(byte)
        continue
      }
      let code = "%" + Hex.padded(byte, width: 2)
      edits.append(.replace(written.sub(offset..<offset + 1), with: code))
      result += Array(code.utf8)
    }
    guard !edits.isEmpty, isAlike(String(decoding: result, as: UTF8.self)) else { return nil }
    return FixIt(
      "percent-encode what the programs read differently", edits,
      found.kind == .variable ? .unsafe : .safe)
  }

  private static func isHarmless(_ byte: UInt8) -> Bool {
    EnvName.continues(byte) || "-._:%!*+,=@/?".utf8.contains(byte)
  }

  /// `user:password` in `scheme://user:password@host`.
  private static func userInformation(of text: [UInt8]) -> Range<Int>? {
    guard let scheme = ByteSearch.first("://", in: text[...]) else { return nil }
    let start = scheme + 3
    let end = text[start...].firstIndex(of: UInt8(ascii: "/")) ?? text.count
    return text[start..<end].lastIndex(of: UInt8(ascii: "@")).map { start..<$0 }
  }

  private func isAlike(_ text: String) -> Bool {
    let name = Array(file.bytes[name.span.range])
    let readings = EnvReadings(of: name + [UInt8(ascii: "=")] + Array(text.utf8), setting: name)
    guard readings.agree, case .text(let read) = readings[.docker] else { return false }
    return read.isExactly(text)
  }
}
