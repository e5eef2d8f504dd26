import Diagnostics

/// The bucket's URI: `scheme://[key:secret@]host[/path][?parameters]`, as a whole in `BUCKET`, or
/// in parts under `global.bucket`, from which the chart assembles the same URI.
///
/// Source: wandb/operator `docs/infra-connection-settings.md`; chart operator-wandb 0.43.8,
/// template `bucket`.
package enum BucketComposite {
  /// The variables `BUCKET` and `AZURE_STORAGE_KEY`.
  package static let environment = Composite(
    "BUCKET", .bucket, members: [bucket, storageKey], persistent: [.query("region")],
    split: splitEnvironment, join: joinEnvironment, stray: strayKey)

  /// `GORILLA_SUPPORTED_FILE_STORES`: comma-separated URIs, each as in `BUCKET`.
  package static let stores = Composite(
    "GORILLA_SUPPORTED_FILE_STORES", .stores, members: [supported], split: splitStores,
    join: { parts in
      var join = CompositeJoin()
      join.set(supported, parts.text(.list))
      return join
    })

  private static let supported = Location.environment("GORILLA_SUPPORTED_FILE_STORES")

  private static func splitStores(_ members: CompositeMembers) -> CompositeSplit {
    var split = CompositeSplit()
    guard let member = members[supported] else { return split }
    guard let list = member.text else {
      if member.isMadeLater {
        split.pieces = [CompositePiece(.list, .unknown(Unknown(prefix: "")), of: member)]
      }
      return split
    }
    split.add(.list, list.text, of: member, at: member.origin.span)
    guard !Placeholder.matches(list.text) else { return split }
    split.listed = list.split(separator: UInt8(ascii: ",")).compactMap { ConnectionString($0) }
    return split
  }

  private static let bucket = Location.environment("BUCKET")
  private static let storageKey = Location.environment("AZURE_STORAGE_KEY")

  /// The keys under `prefix`: `provider`, `name`, `path`, the access keys and the Secret.
  package static func helm(_ prefix: String) -> Composite {
    let locations = HelmBucketLocations(prefix: prefix)
    return Composite(
      prefix, .bucket, members: locations.all, split: locations.split, join: locations.join)
  }

  // MARK: Environment

  private static func splitEnvironment(_ members: CompositeMembers) -> CompositeSplit {
    var split = CompositeSplit()
    if let member = members[bucket] { self.split(member, into: &split) }
    if let key = members[storageKey] { addStorageKey(key, members[bucket], into: &split) }
    return split
  }

  /// The variable applies to an Azure bucket whose URI contains no key.
  private static func addStorageKey(
    _ key: CompositeMember, _ uri: CompositeMember?, into split: inout CompositeSplit
  ) {
    let isAzure =
      split.connection.map { BucketProvider(scheme: $0.scheme.text) == .az } ?? (uri == nil)
    guard isAzure, !split.pieces.contains(where: { $0.part == .user }) else {
      split.unclaimed = key
      return
    }
    switch key.value {
    case .text(let text): split.add(.user, text.text, of: key, at: text.span)
    case .reference(let reference):
      split.pieces.append(CompositePiece(.user, .reference(reference), of: key))
    case .unknown(let unknown):
      split.pieces.append(CompositePiece(.user, .unknown(unknown), of: key))
    case .nothing: split.pieces.append(CompositePiece(.user, .nothing, of: key))
    }
  }

  /// The storage key without a URI, next to a bucket that the chart's keys place elsewhere.
  private static func strayKey(
    _ split: CompositeSplit, _ members: CompositeMembers, _ configuration: Configuration
  ) -> CompositeMember? {
    guard configuration.bucket.provider.literal != .az, split.connection == nil,
      !split.pieces.isEmpty, split.pieces.allSatisfy({ $0.part == .user })
    else { return nil }
    return members[storageKey]
  }

  private static func split(_ member: CompositeMember, into split: inout CompositeSplit) {
    switch member.value {
    case .nothing: return
    case .reference(let reference):
      split.pieces.append(CompositePiece(.bucket, .reference(reference), of: member))
    case .unknown(let unknown):
      split.pieces.append(CompositePiece(.bucket, .unknown(unknown), of: member))
    case .text(let text):
      guard !text.text.isEmpty else { return }
      guard let connection = ConnectionString(text) else {
        if Placeholder.matches(text.text) {
          split.placeholder = member
        } else {
          split.malformed = member
        }
        return
      }
      split.connection = connection
      BucketURI.split(
        connection, member, keys: connection.user == nil ? .absent : .present, into: &split)
      BucketURI.splitKeys(connection, member, into: &split)
    }
  }

  private static func joinEnvironment(_ parts: CompositeParts) -> CompositeJoin {
    var join = CompositeJoin()
    let provider = parts.text(.scheme).flatMap(BucketProvider.init(rawValue:)) ?? .s3
    let keys: [CompositePart] = [.user, .password].filter { parts[$0] != nil }
    guard let location = BucketURI.location(parts) else {
      join.notCarried = parts.parts
      return join
    }
    guard keys.allSatisfy({ parts.text($0) != nil }) else {
      // A URI without its keys would give access with other rights.
      join.notCarried = parts.parts
      return join
    }
    var userInfo = ""
    if provider == .az {
      join.set(storageKey, parts.text(.user))
    } else if let user = parts.encoded(.user) {
      userInfo = user + ":" + (parts.encoded(.password) ?? "") + "@"
    }
    let query = parts.queryText()
    join.values.insert(
      (bucket, "\(provider.scheme)://\(userInfo)\(location)\(query)"), at: 0)
    return join
  }
}
