import Certificates
import ConfigSyntax
import Diagnostics
import Settings

/// Text that should hold certificates of authorities: `caCert`, or one entry of `customCACerts`.
struct AuthorityText {
  enum Form {
    /// A file of its own, which may be a bundle.
    case file
    /// An entry of a list, which is one certificate.
    case entry
  }

  let form: Form
  /// The canonical name of the setting.
  let setting: String
  /// The user's own spelling, with the number of the entry: `global.customCACerts[1]`.
  let spelling: String
  let span: SourceSpan
  let via: [SourceSpan]
  /// Empty for what is no text.
  let text: String

  /// The certificates, whether they can be read or not.
  var pieces: [String] { PEMCertificate.pieces(of: text) }

  /// What `fact` says of each certificate that can be read.
  func certificates<Fact>(_ fact: (borrowing PEMCertificate) -> Fact) -> [Fact] {
    pieces.compactMap { piece in
      guard let certificate = try? PEMCertificate(piece) else { return nil }
      return fact(certificate)
    }
  }
}

extension ResolvedConfiguration {
  /// Every text of authorities that is known here.
  var authorities: [AuthorityText] {
    var found = authorityEntries
    if let text = file("global.redis.caCert", configuration.redis.caCert) {
      found.insert(text, at: 0)
    }
    if let text = file("global.mysql.caCert", configuration.mysql.caCert) {
      found.insert(text, at: 0)
    }
    return found
  }

  /// The entries of the server's list and of the operator's.
  var authorityEntries: [AuthorityText] {
    entries("global.customCACerts", configuration.certificates.custom)
      + entries("operator.customCACerts", configuration.operatorChart.customCACerts)
  }

  private func file(_ name: String, _ setting: Setting<String>) -> AuthorityText? {
    guard let text = setting.literal, let place = origin(of: setting) else { return nil }
    return AuthorityText(
      form: .file, setting: name, spelling: place.spelling, span: place.span, via: place.via,
      text: text)
  }

  private func entries(_ name: String, _ setting: Setting<ListValue>) -> [AuthorityText] {
    guard let list = setting.literal, let place = origin(of: setting) else { return [] }
    return list.elements.enumerated().compactMap { number, element in
      guard let text = Self.text(of: element) else { return nil }
      return AuthorityText(
        form: .entry, setting: name, spelling: "\(place.spelling)[\(number)]", span: element.span,
        via: place.via + element.via, text: text)
    }
  }

  /// nil for an entry that is reported elsewhere: a placeholder, or damage.
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
