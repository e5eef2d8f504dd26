import ConfigSyntax
import Diagnostics

/// What a license says of itself; its signature can't be checked without the server's keys.
struct LicenseClaims {
  private let payload: ConfigNode

  /// nil when the license is no token.
  init?(_ license: String) {
    let parts = license.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = Base64.decodeURL(String(parts[1])),
      let payload = Self.object(bytes)
    else { return nil }
    self.payload = payload
  }

  /// When the license ends, in seconds since 1970: `exp`, or the date of `expiresAt`.
  var expiry: Int64? {
    if let text = payload["exp"]?.scalar?.text, let seconds = Double(text), abs(seconds) < 1e15 {
      return Int64(seconds)
    }
    return payload["expiresAt"]?.scalar.flatMap { Self.seconds(ofRFC3339: $0.text) }
  }

  /// A JSON object; JSON is YAML for what a token holds.
  static func object(_ bytes: [UInt8]) -> ConfigNode? {
    guard bytes.first == UInt8(ascii: "{") else { return nil }
    var bag = DiagnosticBag()
    let file = SourceFile(name: "", bytes: bytes)
    let documents = YAMLReader.read(file, FileID(0), &bag)
    guard let root = documents.first?.root, root.entries != nil, !bag.hasErrors else { return nil }
    return root
  }

  /// `2027-01-31T00:00:00Z`, the zone's offset included.
  static func seconds(ofRFC3339 text: String) -> Int64? {
    let numbers = text.split { !$0.isNumber }.compactMap { Int64($0) }
    guard text.utf8.count >= 20, numbers.count >= 6 else { return nil }
    let (year, month, day) = (numbers[0], numbers[1], numbers[2])
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
    // Days from civil, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    var seconds = ((days * 24 + numbers[3]) * 60 + numbers[4]) * 60 + numbers[5]
    let zone = text.suffix(6)
    if zone.first == "+" || zone.first == "-", numbers.count >= 8 {
      let offset = (numbers[numbers.count - 2] * 60 + numbers[numbers.count - 1]) * 60
      seconds += zone.first == "+" ? -offset : offset
    }
    return seconds
  }
}
