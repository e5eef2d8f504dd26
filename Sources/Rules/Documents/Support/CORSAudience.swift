import CloudDocuments
import ConfigSyntax
import Diagnostics
import Settings

/// A CORS document from the point of view of the server's pages.
struct CORSAudience {
  let document: CORSDocument
  /// The server's own origin, then any additional configured ones.
  let origins: [BrowserOrigin]
  /// The rules that match the server's origin; all rules if none does or the host is unknown.
  let rules: [CORSRule]

  /// nil for a document of another kind, and for one that is damaged or has no rules.
  init?(_ document: CloudDocument, _ resolved: ResolvedConfiguration) {
    guard let cors = document.cors, !cors.isDamaged, !cors.rules.isEmpty else { return nil }
    self.document = cors
    origins = Self.origins(resolved)
    let wildcards = cors.wildcards
    let matching = cors.rules.filter { [origins] rule in
      guard let host = origins.first else { return true }
      return rule.origins.values.contains {
        $0.isPlaceholder || host.isAdmitted(by: BrowserOrigin(meant: $0.text).text, wildcards)
      }
    }
    rules = matching.isEmpty ? cors.rules : matching
  }

  /// The rules that apply to uploads: those with PUT, or all rules if none has it.
  var storing: [CORSRule] {
    let found = rules.filter { rule in rule.methods.texts.contains { $0 == "PUT" || $0 == "*" } }
    return found.isEmpty ? rules : found
  }

  private static func origins(_ resolved: ResolvedConfiguration) -> [BrowserOrigin] {
    let settings = resolved.configuration
    guard let host = settings.host.literal.flatMap(BrowserOrigin.init(host:)) else { return [] }
    let others = BrowserOrigin.items(settings.cloud.corsOrigins.literal ?? "").compactMap {
      BrowserOrigin(host: $0)
    }
    return [host] + others
  }
}

/// How CORS documents match origins.
extension BrowserOrigin {
  /// The origin of a host; nil for a malformed host, which another rule reports.
  init?(host: String) {
    guard MalformedHost.fault(of: host.trimmedSlashes) == nil else { return nil }
    self.init(meant: host)
  }

  var scheme: Substring { text.range(of: "://").map { text[..<$0.lowerBound] } ?? "" }

  /// Everything after the scheme.
  var authority: Substring {
    text.range(of: "://").map { text[$0.upperBound...] } ?? text[...]
  }
}

extension String {
  /// The text without a trailing slash, which the server removes itself.
  fileprivate var trimmedSlashes: String { hasSuffix("/") ? String(dropLast()) : self }
}

extension CORSDocument {
  /// How `*` is interpreted: Google Cloud compares other origins literally.
  var wildcards: BrowserOrigin.DocumentWildcards { kind == .gcsCORS ? .alone : .anywhere }

  /// A fix that adds values to a list, or adds the list to its rule.
  func fixes(adding texts: [String], to list: CORSList, of rule: CORSRule) -> [FixIt] {
    let edit = list.key == nil ? add(list.field, texts, to: rule) : append(texts, to: list)
    return edit.map { [FixIt(.add(texts), [$0])] } ?? []
  }
}

extension CORSRule {
  /// Where to report a value missing from `list`: at the list or, if there is none, at the rule.
  func span(of list: CORSList) -> SourceSpan { list.key ?? headSpan }
}

extension [String] {
  /// Names of methods or headers for a message: `GET` and `HEAD`, both in backticks.
  var conjunction: String { map { "`\($0)`" }.joined(separator: " and ") }
}

extension Message {
  fileprivate static func add(_ names: [String]) -> Message { "add \(names.conjunction)" }
}
