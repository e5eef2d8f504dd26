import Diagnostics
import Settings

/// An address of a known store: `s3.eu-west-1.amazonaws.com`, with or without a bucket before it.
struct StoreAddress {
  /// The bucket before the address of the store.
  let bucket: String?

  init?(_ text: String) {
    let host = text.prefix { $0 != ":" }.lowercased()
    if AmazonEndpoint.contains(host) {
      let labels = host.split(separator: ".")
      guard let service = labels.lastIndex(where: { $0 == "s3" || $0.hasPrefix("s3-") }) else {
        return nil
      }
      bucket = service > 0 ? labels[..<service].joined(separator: ".") : nil
      return
    }
    let domains = Self.domains.filter { host == $0 || host.hasSuffix("." + $0) }
    guard let domain = domains.first else { return nil }
    let before = host.dropLast(domain.count + 1)
    // Below the other domains, a label may be a region or an account.
    bucket = domain == Self.google && !before.isEmpty ? String(before) : nil
  }

  private static let google = "storage.googleapis.com"
  private static let domains = [
    google, "backblazeb2.com", "cwobject.com", "digitaloceanspaces.com", "r2.cloudflarestorage.com",
    "wasabisys.com",
  ]
}

extension StoreAddress {
  /// The fix for an address where the name of the bucket belongs.
  func fixes(for written: Located) -> [FixIt] {
    bucket.map { [.write($0, for: written, summary: .writeOnlyName($0))] } ?? []
  }
}

extension Message {
  /// The help for the address of a bucket where its name belongs.
  static func writeOnlyName(_ bucket: String) -> Message {
    "write only the bucket name: `\(value: bucket)`"
  }
}
