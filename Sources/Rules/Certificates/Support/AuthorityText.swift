import Certificates
import ConfigSyntax
package import Diagnostics
package import Settings

/// Text that should contain CA certificates: `caCert`, or one entry of `customCACerts`.
package struct AuthorityText {
  package enum Form {
    /// A whole file, which may be a bundle.
    case file
    /// An entry of a list, which must be a single certificate.
    case entry
  }

  package let form: Form
  /// The canonical name of the setting.
  package let setting: String
  /// The setting as the user spelled it, with the index of the entry: `global.customCACerts[1]`.
  package let spelling: String
  package let span: SourceSpan
  package let via: [SourceSpan]
  /// The text; empty for a value that is not a string.
  package let text: String

  /// The PEM text of each certificate, readable or not.
  package var pieces: [String] { PEMCertificate.pieces(of: text) }

  /// The result of `fact` for each certificate that can be read.
  func certificates<Fact>(_ fact: (borrowing PEMCertificate) -> Fact) -> [Fact] {
    pieces.compactMap { piece in
      guard let certificate = try? PEMCertificate(piece) else { return nil }
      return fact(certificate)
    }
  }
}

extension ResolvedConfiguration {
  /// Every text with CA certificates in the configuration.
  package var authorities: [AuthorityText] {
    var found = authorityEntries
    if let text = file("global.redis.caCert", configuration.redis.caCert) {
      found.insert(text, at: 0)
    }
    if let text = file("global.mysql.caCert", configuration.mysql.caCert) {
      found.insert(text, at: 0)
    }
    return found
  }

  /// The entries of the server's list and the operator's list.
  var authorityEntries: [AuthorityText] {
    entries("global.customCACerts", configuration.certificates.custom)
      + entries("operator.customCACerts", configuration.operatorChart.customCACerts)
  }

  private func file(_ name: String, _ setting: Setting<String>) -> AuthorityText? {
    guard let text = setting.literal, let origin = origin(of: setting) else { return nil }
    return AuthorityText(
      form: .file, setting: name, spelling: origin.spelling, span: origin.span, via: origin.via,
      text: text)
  }

  private func entries(_ name: String, _ setting: Setting<ListValue>) -> [AuthorityText] {
    guard let list = setting.literal, let origin = origin(of: setting) else { return [] }
    return list.elements.enumerated().compactMap { number, element in
      guard let text = Self.text(of: element) else { return nil }
      return AuthorityText(
        form: .entry, setting: name, spelling: "\(origin.spelling)[\(number)]", span: element.span,
        via: origin.via + element.via, text: text)
    }
  }

  /// The text of an entry; nil for a placeholder or damage, which are reported elsewhere.
  private static func text(of element: ConfigNode) -> String? {
    switch element.kind {
    case .damaged, .unknown: return nil
    case .mapping, .sequence: return ""
    case .scalar(let scalar):
      guard !Placeholder.matches(scalar.text) else { return nil }
      switch scalar.meaning {
      case .string(let text): return text
      case .refused: return nil
      case .null, .boolean, .integer, .float: return ""
      }
    }
  }
}
