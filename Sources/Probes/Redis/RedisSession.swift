import Probing

/// What Redis answers to a command (RESP 2).
enum RedisReply: Hashable {
  case text(String)
  case error(String)
  case number(Int)
  case list([RedisReply])
  case nothing

  /// As messages show it.
  var text: String {
    switch self {
    case .text(let text), .error(let text): text
    case .number(let number): String(number)
    case .list(let parts): parts.map(\.text).joined(separator: " ")
    case .nothing: "nothing"
    }
  }
}

extension RedisReply {
  /// The first word of an error, which says what kind it is: `NOAUTH`.
  static func word(of error: String) -> String { String(error.prefix { $0 != " " }) }
}

/// Commands on one connection.
struct RedisSession {
  let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  /// Sends one command and reads its reply.
  func call(_ words: [String]) throws(ProbeFailure) -> RedisReply {
    var text = "*\(words.count)\r\n"
    for word in words { text += "$\(word.utf8.count)\r\n\(word)\r\n" }
    try connection.send(text)
    return try reply(depth: 0)
  }

  /// The values in the answer to `INFO`.
  static func information(_ text: String) -> [String: String] {
    var result: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { result[String(parts[0])] = String(parts[1]) }
    }
    return result
  }

  private func reply(depth: Int) throws(ProbeFailure) -> RedisReply {
    let line = try connection.line()
    let rest = String(line.dropFirst())
    switch line.first {
    case "+": return .text(rest)
    case "-": return .error(rest)
    case ":":
      guard let number = Int(rest) else { throw connection.unexpected(line) }
      return .number(number)
    case "$":
      guard let count = Int(rest), count < 1 << 20 else { throw connection.unexpected(line) }
      guard count >= 0 else { return .nothing }
      let bytes = try connection.bytes(count + 2)
      return .text(String(decoding: bytes.dropLast(2), as: UTF8.self))
    case "*":
      guard let count = Int(rest), count < 1000, depth < 4 else {
        throw connection.unexpected(line)
      }
      guard count >= 0 else { return .nothing }
      var parts: [RedisReply] = []
      for _ in 0..<count { parts.append(try reply(depth: depth + 1)) }
      return .list(parts)
    default: throw connection.unexpected(line)
    }
  }
}
