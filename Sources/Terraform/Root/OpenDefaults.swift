import ConfigSyntax
import Diagnostics
import Diagnostics

/// What defaults leave empty that a caller of the module may still replace.
///
/// A default of null, or an empty one inside a longer text, stands for a value that is not written
/// yet; `open` is the same value without such defaults.
extension HCLValue {
  /// The value with its empty pieces unknown where `open` is.
  func leavingOpen(_ open: HCLValue) -> HCLValue {
    switch (kind, open.kind) {
    // `https://${var.domain}`: the default adds nothing to the known beginning.
    case (.string(let text), .unknown(let prefix)) where !text.isEmpty && text == prefix:
      return HCLValue(open.kind, span, type)
    case (.object(let object), .object(let other)):
      var result = HCLObject()
      for member in object.members {
        let open = other[member.key.value]
        result.set(member.key, open.map { member.value.memberLeavingOpen($0) } ?? member.value)
      }
      return HCLValue(.object(result), span, type)
    case (.list(let elements), .list(let others)) where elements.count == others.count:
      return HCLValue(
        .list(zip(elements, others).map { $0.memberLeavingOpen($1) }), span, type)
    default:
      return self
    }
  }

  /// The same inside an object or a list, where null is a value, not a missing argument.
  private func memberLeavingOpen(_ open: HCLValue) -> HCLValue {
    isNull && open.isUnknown ? HCLValue(open.kind, span, open.type) : leavingOpen(open)
  }

  /// Whether a piece is null, or text that ends like the beginning of a longer one.
  var hasEmptyPiece: Bool {
    switch kind {
    case .null: true
    case .string(let text): text.last.map { "/@:.".contains($0) } ?? false
    case .list(let elements): elements.contains(where: \.hasEmptyPiece)
    case .object(let object): object.members.contains(where: \.value.hasEmptyPiece)
    case .bool, .number, .unknown: false
    }
  }
}
