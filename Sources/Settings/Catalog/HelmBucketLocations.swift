import Diagnostics
/// The keys of a bucket's section in Helm values.
package struct HelmBucketLocations: Sendable {
  let prefix: String

  /// The keys `name` and `path` of a section, which the chart joins with a slash.
  package static func address(in section: String) -> (name: Location, path: Location) {
    (.helm("\(section).name"), .helm("\(section).path"))
  }

  private func location(_ key: String) -> Location { .helm("\(prefix).\(key)") }

  /// The chart reads only one Secret, that of `global.bucket`.
  var all: [Location] {
    let keys = ["provider", "name", "path", "accessKey", "secretKey"]
    let secret = ["secret.secretName", "secret.accessKeyName", "secret.secretKeyName"]
    return (prefix == "global.bucket" ? keys + secret : keys).map(location)
  }

  // MARK: Reading

  func split(_ members: CompositeMembers) -> CompositeSplit {
    var split = CompositeSplit()
    let word = members[location("provider")]
    if let word { addProvider(word, into: &split) }
    let provider = word?.text.flatMap { BucketProvider($0.text) } ?? .s3
    let isKnown = word?.text.map { BucketProvider($0.text) != nil } ?? true
    addLocation(members, isKnown ? provider : .s3, into: &split)
    addKeys(members, provider, into: &split)
    return split
  }

  private func addProvider(_ member: CompositeMember, into split: inout CompositeSplit) {
    switch member.value {
    case .text(let text) where !text.text.isEmpty:
      split.add(.scheme, text.text, of: member, at: text.span)
    case .unknown(let unknown):
      split.pieces.append(CompositePiece(.scheme, .unknown(unknown), of: member))
    case .text, .nothing, .reference: break
    }
  }

  /// Reads name and path as joined by the chart, so that one grammar serves both surfaces.
  private func addLocation(
    _ members: CompositeMembers, _ provider: BucketProvider, into split: inout CompositeSplit
  ) {
    let path = members[location("path")]
    guard let name = members[location("name")] else {
      // A part of the values: the name is in another file.
      if let path, let text = path.text, !text.text.isEmpty, !text.text.contains("?") {
        split.addDecoded(.prefix, text, of: path)
      }
      return
    }
    if let unknown = name.value.unknown ?? path?.value.unknown {
      split.pieces.append(CompositePiece(.bucket, .unknown(unknown), of: name))
      return
    }
    guard let nameText = name.text else { return }
    var text = nameText
    if let pathText = path?.text { text = text.appending("/", pathText) }
    guard let url = ConnectionString(text.prepending(provider.scheme + "://")) else { return }
    split.connection = url
    guard BucketNamePrefix(nameText.text) == nil else {
      // A rule reports it, and the name can't be checked any further.
      split.pieces.append(CompositePiece(.bucket, .unknown(Unknown(prefix: "")), of: name))
      return
    }
    let hasKeys = ["accessKey", "secret.secretName"].contains { members[location($0)]?.text != nil }
    // The chart splices keys into the URL; some users write them before the name.
    if url.user != nil, !hasKeys { BucketURI.splitKeys(url, name, into: &split) }
    var joined = CompositeSplit()
    BucketURI.split(
      url, name, keys: hasKeys || url.user != nil ? .present : .absent, into: &joined)
    let ofPath = path?.text?.span
    split.pieces += joined.pieces.filter { $0.part != .scheme }.map { piece in
      // Pieces from the path are reported as `global.bucket.path`.
      guard let path, let ofPath, ofPath.contains(piece.origin.span),
        !name.origin.span.contains(piece.origin.span)
      else { return piece }
      return CompositePiece(piece.part, piece.value, of: path, at: piece.origin.span)
    }
  }

  private func addKeys(
    _ members: CompositeMembers, _ provider: BucketProvider, into split: inout CompositeSplit
  ) {
    for (part, key) in [(CompositePart.user, "accessKey"), (.password, "secretKey")] {
      guard let member = members[location(key)] else { continue }
      switch member.value {
      case .text(let text) where !text.text.isEmpty:
        if provider == .s3 || provider == .cw {
          split.encodedTexts.append(
            EncodedText(
              part == .user ? .user : .password, setting: "\(prefix).\(key)",
              spelling: member.origin.spelling, text: text,
              isSecret: true))
          split.addDecoded(part, text, of: member)
        } else {
          split.add(part, text.text, of: member, at: text.span)
        }
      case .reference(let reference):
        split.pieces.append(CompositePiece(part, .reference(reference), of: member))
      case .unknown(let unknown):
        split.pieces.append(CompositePiece(part, .unknown(unknown), of: member))
      case .text, .nothing: break
      }
    }
    // If there is a Secret, the chart reads that.
    if let secret = members[location("secret.secretName")], let name = secret.text {
      for (part, key, defaultKey) in [
        (CompositePart.user, "secret.accessKeyName", "ACCESS_KEY"),
        (.password, "secret.secretKeyName", "SECRET_KEY"),
      ] where provider != .az || part == .user {
        let keyName = members[location(key)]?.text?.text ?? defaultKey
        let reference = Reference.secret(name: name.text, key: keyName)
        split.pieces.append(CompositePiece(part, .reference(reference), of: secret))
      }
    }
  }

  // MARK: Writing

  func join(_ parts: CompositeParts) -> CompositeJoin {
    var join = CompositeJoin()
    let word = parts.text(.scheme)
    let provider = word.flatMap(BucketProvider.init(rawValue:)) ?? .s3
    join.set(location("provider"), word)
    joinLocation(parts, into: &join)
    joinKeys(parts, provider, into: &join)
    for part in [CompositePart.scheme, .bucket, .endpoint, .account, .prefix]
    where parts[part] != nil && parts.text(part) == nil { join.notCarried.append(part) }
    return join
  }

  private func joinLocation(_ parts: CompositeParts, into join: inout CompositeJoin) {
    let query = parts.queryText()
    let bucket = parts.text(.bucket)
    let prefix = BucketURI.prefix(parts)
    if let host = parts.text(.endpoint) ?? parts.text(.account) {
      join.set(location("name"), host)
      let path = ([bucket].compactMap { $0 } + prefix).joined(separator: "/")
      join.set(location("path"), path + query)
    } else {
      join.set(location("name"), bucket.map { BucketURI.needsEmptyHost(parts) ? "/" + $0 : $0 })
      join.set(location("path"), prefix.joined(separator: "/") + query)
    }
  }

  private func joinKeys(
    _ parts: CompositeParts, _ provider: BucketProvider, into join: inout CompositeJoin
  ) {
    let keys: [CompositePart] = [.user, .password].filter { parts[$0] != nil }
    guard !keys.isEmpty else { return }
    // The chart does not write keys into a GCS URI; pods use workload identity or a key file.
    guard provider != .gcs else {
      join.notCarried += keys
      return
    }
    if case .secret(let name, let access)? = parts.reference(.user) {
      var secretKey = "SECRET_KEY"
      if case .secret(let other, let key)? = parts.reference(.password) {
        guard other == name else {
          join.notCarried += keys
          return
        }
        secretKey = key
      } else if parts[.password] != nil {
        join.notCarried += keys
        return
      }
      join.set(location("secret.secretName"), name)
      if access != "ACCESS_KEY" { join.set(location("secret.accessKeyName"), access) }
      if secretKey != "SECRET_KEY" { join.set(location("secret.secretKeyName"), secretKey) }
      return
    }
    for (part, key) in [(CompositePart.user, "accessKey"), (.password, "secretKey")]
    where parts[part] != nil {
      let isURLText = provider == .s3 || provider == .cw
      guard let text = isURLText ? parts.encoded(part) : parts.text(part) else {
        join.notCarried.append(part)
        continue
      }
      join.set(location(key), text)
    }
  }
}
