import CFacts

/// A text of facts about the clouds, which is part of the program; the comment at the head of each
/// file in `CFacts` explains its format.
///
/// Nothing is read at start-up: a list is decoded by the first rule or emitter that uses it.
package enum FactsText: String, CaseIterable, Sendable {
  case actions = "cloud-actions.txt"
  case roles = "cloud-roles.txt"
  case regions = "cloud-regions.txt"
  case names = "cloud-names.txt"

  /// The lines that no reader understands, which are our own mistakes; a test expects none.
  package var unreadLines: [String] {
    let unread: [FactLine] =
      switch self {
      case .actions: lines.filter { ActionRow($0) == nil }
      case .roles: lines.filter { CloudRole($0) == nil }
      case .regions: lines.filter { RegionRow($0) == nil }
      case .names: lines.filter { NameRow($0) == nil }
      }
    return unread.map(\.text)
  }

  /// The lines that are neither comments nor empty.
  var lines: [FactLine] {
    var lines: [FactLine] = []
    forEachLine { line in
      lines.append(line)
      return .next
    }
    return lines
  }

  /// Whether to go on to the next line.
  enum Step { case next, stop }

  /// Visits the lines that are neither comments nor empty, without making a list of them.
  func forEachLine(_ visit: (FactLine) -> Step) {
    let (text, bytes) = (text, bytes)
    var start = 0
    while start < bytes.count {
      let end = embedded_line_end(text, start)
      if start < end, bytes[start] != UInt8(ascii: "#"),
        visit(FactLine(UnsafeBufferPointer(rebasing: bytes[start..<end]))) == .stop
      {
        return
      }
      start = end + 1
    }
  }

  private var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text.bytes, count: Int(text.count))
  }

  /// The text as it is embedded.
  private var text: embedded_text {
    switch self {
    case .actions: wandb_cloud_actions
    case .roles: wandb_cloud_roles
    case .regions: wandb_cloud_regions
    case .names: wandb_cloud_names
    }
  }
}

/// A line of facts: its depth, and columns that are decoded on request.
struct FactLine {
  /// The number of spaces before the first column.
  let depth: Int
  private let bytes: UnsafeBufferPointer<UInt8>

  /// A line whose bytes are never freed.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    var depth = 0
    while depth < bytes.count, bytes[depth] == 0x20 { depth += 1 }
    self.depth = depth
  }

  /// The line as it is in the file.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether a column has this text, without decoding it.
  func has(_ text: String, at column: Int) -> Bool {
    var start = depth
    for _ in 0..<column {
      while start < bytes.count, bytes[start] != Self.tab { start += 1 }
      start += 1
    }
    for byte in text.utf8 {
      guard start < bytes.count, bytes[start] == byte else { return false }
      start += 1
    }
    return start == bytes.count || start < bytes.count && bytes[start] == Self.tab
  }

  /// The number of columns.
  var count: Int { bytes.count { $0 == Self.tab } + 1 }

  /// The text of a column; empty when there is none.
  subscript(column: Int) -> String {
    var start = depth
    for _ in 0..<column {
      guard let tab = bytes[start...].firstIndex(of: Self.tab) else { return "" }
      start = tab + 1
    }
    let end = bytes[start...].firstIndex(of: Self.tab) ?? bytes.count
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The words of a column.
  func words(_ column: Int) -> [String] { self[column].split(separator: " ").map(String.init) }

  private static let tab = UInt8(ascii: "\t")
}
