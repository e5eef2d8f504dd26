/// The part after the numbers of a version: `-beta.2+build`.
struct VersionSuffix {
  let prerelease: String?

  /// Nil where the text is not a version suffix.
  init?(_ text: ArraySlice<UInt8>) {
    let plus = text.firstIndex(of: UInt8(ascii: "+")) ?? text.endIndex
    let (front, build) = (text[..<plus], text[plus...].dropFirst())
    if plus < text.endIndex, !Self.isDotted(build) { return nil }
    guard let first = front.first else {
      prerelease = nil
      return
    }
    let isLetter = first != UInt8(ascii: ".") && !(0x30...0x39).contains(first)
    guard isLetter, Self.isDotted(front) else { return nil }
    // The dash may be missing, and a lone one belongs to the name.
    let rest = front.dropFirst()
    let hasDash = first == UInt8(ascii: "-") && !rest.isEmpty && rest.first != UInt8(ascii: ".")
    prerelease = String(decoding: hasDash ? rest : front, as: UTF8.self)
  }

  /// Whether go-version accepts the text after the numbers as Semantic Versioning.
  static func isSemantic(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return true }
    let isMarked = first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
    return isMarked && !text.contains(UInt8(ascii: "~"))
  }

  /// Whether the text is words of letters, digits, dashes and tildes, with dots between them.
  private static func isDotted(_ text: ArraySlice<UInt8>) -> Bool {
    text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { word in
      !word.isEmpty
        && word.allSatisfy { byte in
          switch byte {
          case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "~"): true
          default: false
          }
        }
    }
  }
}
