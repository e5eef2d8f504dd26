import Diagnostics

/// Names that look like a secret's.
package enum SecretNames {
  private static let signs: [StaticString] = ["pass", "secret", "key", "token", "license", "dsn"]

  package static func looksSecret(_ name: String) -> Bool {
    let lower = name.utf8.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 }
    return lower.withUnsafeBufferPointer { bytes in
      signs.contains { ByteSearch.first($0, in: bytes) != nil }
    }
  }
}
