package import ConfigSyntax
package import Diagnostics
import Settings

/// Files that SOPS encrypted: names stay readable, and values become `ENC[…]`.
///
/// Source: SOPS 3.9, "SOPS files": `sops` in YAML and JSON, `sops_mac` and others in env files.
extension ConfigDocument {
  /// The document without what SOPS added, its encrypted values unknown, and where SOPS describes the
  /// encryption; nil for any other document.
  package var decryptable: (document: ConfigDocument, marker: SourceSpan)? {
    guard let root, let entries = root.entries,
      let marker = entries.last(where: { $0.isMarker })
    else { return nil }
    let rest = entries.filter { !$0.key.value.isOfSOPS }
      .map { Entry(key: $0.key, value: $0.value.withoutEncryption) }
    let document = ConfigDocument(
      root: ConfigNode(.mapping(rest), root.span, via: root.via), span: span, damage: damage,
      overridden: overridden, unnamed: unnamed, specials: specials)
    return (document, marker.key.span)
  }
}

extension Entry {
  /// Whether it proves that the file is encrypted.
  fileprivate var isMarker: Bool {
    switch key.value {
    case "sops": value["mac"] != nil
    case "sops_mac": true
    default: false
    }
  }
}

extension String {
  fileprivate var isOfSOPS: Bool { self == "sops" || hasPrefix("sops_") }
}

extension ConfigNode {
  fileprivate var withoutEncryption: ConfigNode {
    switch kind {
    case .mapping(let entries):
      let known = entries.map { Entry(key: $0.key, value: $0.value.withoutEncryption) }
      return ConfigNode(.mapping(known), span, via: via)
    case .sequence(let elements):
      return ConfigNode(.sequence(elements.map(\.withoutEncryption)), span, via: via)
    case .scalar(let scalar) where scalar.text.hasPrefix("ENC["):
      return ConfigNode(.unknown(prefix: ""), span, via: via)
    case .scalar, .damaged, .unknown: return self
    }
  }
}

extension Diagnostic {
  /// Values that only the owner of the key can read.
  package static func encryptedValues(_ marker: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.encryptedValues,
      "values of this file are encrypted with SOPS, so they can't be checked", at: marker)
    diagnostic.help = "check the output of `sops decrypt` as well"
    return diagnostic
  }
}
