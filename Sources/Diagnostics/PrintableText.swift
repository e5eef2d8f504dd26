/// Which characters may reach a terminal as they are.
///
/// Names of files and values of inputs are text of a user, or of whoever sent the file. A control
/// character could move the cursor or recolour the screen, and a mark that changes the direction of
/// text could show a line in another order than the reader of the file gets it. Every output other
/// than an artifact asks here.
package enum PrintableText {
  /// Whether a terminal would obey the character instead of showing it.
  ///
  /// C0, DEL and C1, line and paragraph separators, marks and overrides of text direction, and what
  /// takes no room and can hide in a name (Unicode, `Default_Ignorable_Code_Point`): among others the
  /// zero-width space, the byte-order mark, blank letters, and the tag characters and variation
  /// selectors, which can hold a whole sentence. Joiners and the two selectors of emoji stay, since
  /// words of many languages and emoji need them. The two noncharacters are here because XML 1.0 can't
  /// contain them.
  package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0xAD, 0x034F, 0x061C, 0x115F...0x1160, 0x17B4...0x17B5,
      0x180B...0x180F, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164,
      0xFE00...0xFE0D, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xFFFE...0xFFFF, 0x1BCA0...0x1BCA3,
      0x1D173...0x1D17A, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  /// The escape that is shown for such a character: `\u{202e}`.
  static func escape(_ scalar: Unicode.Scalar) -> String {
    "\\u{" + String(scalar.value, radix: 16) + "}"
  }
}

extension String {
  /// The text with an escape for each character that a terminal would obey, line breaks included.
  package var printable: String { escaped(except: []) }

  /// The same for text of several lines, whose line breaks and tabs stay.
  package var printableLines: String { escaped(except: ["\n", "\t"]) }

  private func escaped(except kept: [Unicode.Scalar]) -> String {
    guard !isPrintable else { return self }
    var result = ""
    for scalar in unicodeScalars {
      if PrintableText.isControl(scalar), !kept.contains(scalar) {
        result += PrintableText.escape(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether a terminal shows every character of the text.
  package var isPrintable: Bool { self[...].isPrintable }
}

extension Substring {
  /// As for `String`.
  package var isPrintable: Bool {
    // Most text is ASCII, and its bytes are quicker to look at than its scalars.
    let isPlain = utf8.withContiguousStorageIfAvailable { $0.allSatisfy { 0x20...0x7E ~= $0 } }
    return isPlain == true || !unicodeScalars.contains(where: PrintableText.isControl)
  }
}
