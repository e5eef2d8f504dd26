import Diagnostics

/// A prefix that people copy along with a bucket's name, where the chart expects only the name.
package enum BucketNamePrefix: Sendable {
  /// `s3://`, `https://`, or one of them with a typo: `s3//`, `S3:/`.
  case scheme
  /// `arn:aws:s3:::`.
  case resourceName

  /// nil for a plain name, or an address with a port.
  package init?(_ name: String) {
    if name.hasPrefix("arn:") {
      self = .resourceName
    } else if let end = name.range(of: "://"), end.lowerBound > name.startIndex,
      name[..<end.lowerBound].utf8.allSatisfy(Self.isLetterOrDigit)
    {
      self = .scheme
    } else if Self.mistypedScheme(in: name) != nil {
      self = .scheme
    } else {
      return nil
    }
  }

  /// The scheme that was meant by text that begins like a URL, but without `://`, and how it is
  /// written: `s3` and `S3:/` in `S3:/files`.
  package static func mistypedScheme(in text: String) -> (scheme: String, written: Substring)? {
    let word = text.prefix { $0.utf8.allSatisfy(isLetterOrDigit) }
    let sign = text[word.endIndex...].prefix { ":/\\".contains($0) }
    let rest = text[sign.endIndex...]
    guard sign != "://", sign != ":", sign != "/", !sign.isEmpty, !rest.isEmpty,
      schemes.contains(word.lowercased())
    else { return nil }
    return (word.lowercased(), text[..<sign.endIndex])
  }

  private static let schemes: Set = [
    "az", "azure", "cw", "gcs", "gs", "http", "https", "s3", "s3a",
  ]

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit
  }
}

extension WriteLog.Connection {
  /// The prefix before the name in a bucket's section of the chart; nil for a whole URI.
  package var namePrefix: BucketNamePrefix? {
    guard kind == .bucket, !isWhole else { return nil }
    return BucketNamePrefix(String(url.source.text.dropFirst(url.scheme.text.count + 3)))
  }
}
