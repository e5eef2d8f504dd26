/// Splits a bucket's URI, whose parts depend on the scheme.
enum BucketURI {
  /// Whether the bucket has access keys, in its URI or next to it.
  enum Keys { case present, absent }

  /// What the path of a URI contains.
  private enum PathForm { case bucketAndPrefix, prefix }

  /// Adds scheme, endpoint or account, bucket, prefix and parameters.
  ///
  /// For S3, the host is the bucket if it has no dot or port and no keys before it, or if nothing
  /// follows it. Otherwise it is the address of the store, and the path begins with the bucket. An
  /// empty host is AWS (`s3:///bucket`).
  static func split(
    _ url: ConnectionString, _ member: CompositeMember, keys: Keys,
    into split: inout CompositeSplit
  ) {
    let provider = BucketProvider(scheme: url.scheme.text)
    split.add(
      .scheme, provider?.rawValue ?? url.scheme.text, of: member, at: url.scheme.span)
    switch provider {
    case .az:
      addHost(.account, url, member, into: &split)
      addPath(url.path, member, as: .bucketAndPrefix, into: &split)
    case .gcs:
      addHost(.bucket, url, member, into: &split)
      addPath(url.path, member, as: .prefix, into: &split)
    case .s3, .cw, nil:
      let isEndpoint = isEndpoint(url, keys)
      if !url.host.text.isEmpty {
        addHost(isEndpoint ? .endpoint : .bucket, url, member, into: &split)
      }
      addPath(
        url.path, member, as: isEndpoint || url.host.text.isEmpty ? .bucketAndPrefix : .prefix,
        into: &split)
    }
    for (key, value) in url.query {
      split.addDecoded(.query(key.text), value, of: member)
    }
  }

  /// Adds the keys of the user information.
  static func splitKeys(
    _ url: ConnectionString, _ member: CompositeMember, into split: inout CompositeSplit
  ) {
    let isAzure = BucketProvider(scheme: url.scheme.text) == .az
    if isAzure {
      // `az://:key@account`: the key is in the password's position.
      if let key = url.password ?? url.user { split.addDecoded(.user, key, of: member) }
      return
    }
    if let user = url.user { split.addDecoded(.user, user, of: member) }
    if let password = url.password { split.addDecoded(.password, password, of: member) }
  }

  /// `host/path` assembled from the parts; nil when there is no bucket.
  static func location(_ parts: CompositeParts) -> String? {
    guard let bucket = parts.text(.bucket) else { return nil }
    let host = parts.text(.endpoint) ?? parts.text(.account) ?? (needsEmptyHost(parts) ? "" : nil)
    return ([host, bucket].compactMap { $0 } + prefix(parts)).joined(separator: "/")
  }

  /// Whether a bucket on AWS would be read as the address of a store.
  ///
  /// It is if a prefix follows it, and it contains a dot or keys precede it; the grammar's form for
  /// this case leaves the host empty.
  static func needsEmptyHost(_ parts: CompositeParts) -> Bool {
    guard let bucket = parts.text(.bucket), parts.text(.endpoint) == nil, parts[.prefix] != nil
    else { return false }
    let provider = parts.text(.scheme) ?? "s3"
    return (provider == "s3" || provider == "cw") && (bucket.contains(".") || parts[.user] != nil)
  }

  static func prefix(_ parts: CompositeParts) -> [String] {
    parts.text(.prefix).map { [PercentEncoding.encodePath($0)] } ?? []
  }

  private static func isEndpoint(_ url: ConnectionString, _ keys: Keys) -> Bool {
    guard url.port == nil else { return true }
    guard !url.path.text.allSatisfy({ $0 == "/" }), !url.host.text.isEmpty else { return false }
    return keys == .present || url.host.text.contains(".")
  }

  private static func addHost(
    _ part: CompositePart, _ url: ConnectionString, _ member: CompositeMember,
    into split: inout CompositeSplit
  ) {
    guard let port = url.port else {
      guard !url.host.text.isEmpty else { return }
      return split.add(part, url.host.text, of: member, at: url.host.span)
    }
    let text = url.host.text + ":" + port.text
    if port.text.lowercased() == "port" {
      split.pieces.append(
        CompositePiece(part, .placeholder(text), of: member, at: url.host.span))
    } else {
      split.add(part, text, of: member, at: url.host.span)
    }
  }

  private static func addPath(
    _ path: SourceText, _ member: CompositeMember, as form: PathForm,
    into split: inout CompositeSplit
  ) {
    let bytes = Array(path.text.utf8)
    let slash = UInt8(ascii: "/")
    var lower = bytes.firstIndex { $0 != slash } ?? bytes.count
    let upper = (bytes.lastIndex { $0 != slash }).map { $0 + 1 } ?? bytes.count
    guard lower < upper else { return }
    if form == .bucketAndPrefix {
      let end = bytes[lower..<upper].firstIndex(of: slash) ?? upper
      split.addDecoded(.bucket, path.piece(lower..<end), of: member)
      lower = bytes[end..<upper].firstIndex { $0 != slash } ?? upper
    }
    if lower < upper { split.addDecoded(.prefix, path.piece(lower..<upper), of: member) }
  }
}
