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

extension CORSDocument {
  /// How `*` is interpreted: Google Cloud compares other origins literally.
  var wildcards: BrowserOrigin.DocumentWildcards { kind == .gcsCORS ? .alone : .anywhere }
}

extension CORSRule {
  /// Where to report a value missing from `list`: at the list or, if there is none, at the rule.
  func place(of list: CORSList) -> SourceSpan { list.key ?? place }
}

extension CORSDocument {
  /// A fix that adds values to a list, or adds the list to its rule.
  func fixes(adding texts: [String], to list: CORSList, of rule: CORSRule) -> [FixIt] {
    let edit =
      list.key == nil ? add(list.field, texts, to: rule) : append(texts, to: list)
    let names = texts.map { "`\($0)`" }.joined(separator: " and ")
    return edit.map { [FixIt("add \(names)", [$0])] } ?? []
  }
}
