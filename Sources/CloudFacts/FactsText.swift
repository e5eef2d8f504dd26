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
    let bytes = bytes
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      if start < end, bytes[start] != UInt8(ascii: "#") {
        lines.append(FactLine(UnsafeBufferPointer(rebasing: bytes[start..<end])))
      }
      start = end + 1
    }
    return lines
  }

  private var bytes: UnsafeBufferPointer<UInt8> {
    let text =
      switch self {
      case .actions: wandb_cloud_actions
      case .roles: wandb_cloud_roles
      case .regions: wandb_cloud_regions
      case .names: wandb_cloud_names
      }
    return UnsafeBufferPointer(start: text.bytes, count: Int(text.count))
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
    depth = bytes.firstIndex { $0 != 0x20 } ?? bytes.count
  }

  /// The line as it is in the file.
  var text: String { String(decoding: bytes, as: UTF8.self) }

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
