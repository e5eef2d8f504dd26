import ConfigSyntax
import Diagnostics

/// The claims of a license; its signature can't be checked without the server's keys.
package struct LicenseClaims {
  private let payload: ConfigNode

  /// Reads the claims; nil if the license is not a token.
  package init?(_ license: String) {
    let parts = license.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = Base64.decodeURL(String(parts[1])),
      let payload = Self.object(bytes)
    else { return nil }
    self.payload = payload
  }

  /// When the license expires, in seconds since 1970: `exp`, or the date in `expiresAt`.
  package var expiry: Int64? {
    if let text = payload["exp"]?.scalar?.text, let seconds = Double(text), abs(seconds) < 1e15 {
      return Int64(seconds)
    }
    return payload["expiresAt"]?.scalar.flatMap { Self.seconds(ofRFC3339: $0.text) }
  }

  /// A JSON object; JSON is YAML except for escapes that do not occur in the claims read here.
  private static func object(_ bytes: [UInt8]) -> ConfigNode? {
    guard looksLikeObject(bytes) else { return nil }
    var bag = DiagnosticBag()
    let file = SourceFile(name: "", bytes: bytes)
    let root = YAMLReader.read(file, FileID(0), &bag).first?.root
    return root?.entries == nil ? nil : root
  }

  /// Whether the bytes are UTF-8 text in braces.
  static func looksLikeObject(_ bytes: [UInt8]) -> Bool {
    let trimmed = bytes.drop { $0 <= 0x20 }
    guard let last = trimmed.last(where: { $0 > 0x20 }) else { return false }
    return trimmed.first == UInt8(ascii: "{") && last == UInt8(ascii: "}")
      && String(validating: bytes, as: UTF8.self) != nil
  }

  /// The Unix time of a date such as `2027-01-31T00:00:00Z`, including the offset of its time zone.
  static func seconds(ofRFC3339 text: String) -> Int64? {
    // Fixed widths bound every number: 4-2-2, 2:2:2.
    guard
      let match = text.wholeMatch(
        of: /(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)/),
      let year = Int64(match.1), let month = Int64(match.2), let day = Int64(match.3),
      let hour = Int64(match.4), let minute = Int64(match.5), let second = Int64(match.6),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    // Days from civil, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
    let zone = match.8
    guard zone.count == 6, let hours = Int64(zone.dropFirst().prefix(2)),
      let minutes = Int64(zone.suffix(2))
    else { return seconds }
    let offset = (hours * 60 + minutes) * 60
    return zone.first == "+" ? seconds - offset : seconds + offset
  }
}
