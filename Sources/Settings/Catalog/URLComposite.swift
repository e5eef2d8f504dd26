/// The URLs of MySQL and Redis, whose parts have the same meaning.
enum URLComposite {
  static func split(_ members: CompositeMembers, _ location: Location) -> CompositeSplit {
    var split = CompositeSplit()
    guard let member = members[location] else { return split }
    switch member.value {
    case .nothing: return split
    case .reference(let reference):
      split.pieces = [CompositePiece(.host, .reference(reference), of: member)]
    case .unknown(let unknown):
      split.pieces = [CompositePiece(.host, .unknown(unknown), of: member)]
    case .text(let text):
      guard !text.text.isEmpty else { return split }
      guard let url = ConnectionString(text) else {
        if Placeholder.matches(text.text) {
          split.placeholder = member
        } else {
          split.malformed = member
        }
        return split
      }
      guard !isUnfilled(url) else {
        split.placeholder = member
        return split
      }
      split.connection = url
      add(url, member, into: &split)
    }
    return split
  }

  /// Whether user and password are the documentation's `<user:password>`: one placeholder, whose
  /// halves mean nothing.
  private static func isUnfilled(_ url: ConnectionString) -> Bool {
    guard let user = url.user?.text, user.hasPrefix("<"), let password = url.password?.text,
      password.hasSuffix(">")
    else { return false }
    return [user.dropFirst(), password.dropLast()].allSatisfy { half in
      ["user", "username", "password", "pass", "pw"].contains(half.lowercased())
        || Placeholder.matches(String(half))
    }
  }

  private static func add(
    _ url: ConnectionString, _ member: CompositeMember, into split: inout CompositeSplit
  ) {
    split.add(.scheme, url.scheme.text, of: member, at: url.scheme.span)
    // An empty user before a password counts as no user: `redis://:password@host`.
    if let user = url.user, !user.text.isEmpty { split.addDecoded(.user, user, of: member) }
    if let password = url.password, !password.text.isEmpty {
      split.addDecoded(.password, password, of: member)
    }
    if !url.host.text.isEmpty { split.add(.host, url.host.text, of: member, at: url.host.span) }
    if let port = url.port {
      if port.text.lowercased() == "port" {
        split.pieces.append(
          CompositePiece(.port, .placeholder(port.text), of: member, at: port.span))
      } else {
        split.add(.port, port.text, of: member, at: port.span)
      }
    }
    if !url.path.text.isEmpty { split.addDecoded(.path, url.path, of: member) }
    for (key, value) in url.query { split.addDecoded(.query(key.text), value, of: member) }
  }

  /// One URL; nothing when a part is not known, because a URL without it would be another URL.
  static func join(_ parts: CompositeParts, _ location: Location, scheme: String) -> CompositeJoin {
    var join = CompositeJoin()
    guard let host = parts.text(.host), parts.parts.allSatisfy({ parts.text($0) != nil }) else {
      join.notCarried = parts.parts
      return join
    }
    var userInfo = parts.encoded(.user) ?? ""
    if let password = parts.encoded(.password) { userInfo += ":" + password }
    if !userInfo.isEmpty { userInfo += "@" }
    let port = parts.text(.port).map { ":" + $0 } ?? ""
    let path = parts.text(.path).map { "/" + PercentEncoding.encodePath($0) } ?? ""
    join.set(location, scheme + "://" + userInfo + host + port + path + parts.queryText())
    return join
  }
}

/// The names of a Secret and of its key, which together refer to one value.
enum SecretComposite {
  /// Whether a rendering names a key that is the default anyway.
  enum KeyWriting { case always, unlessDefault }

  /// A reference below `prefix`; the chart uses `defaultKey` where the values name no key.
  static func make(
    _ prefix: String, nameKey: String, keyKey: String, defaultKey: String,
    writing: KeyWriting = .unlessDefault
  ) -> Composite {
    let name = Location.helm("\(prefix).\(nameKey)")
    let key = Location.helm("\(prefix).\(keyKey)")
    return Composite(
      prefix, .secret, members: [name, key],
      split: { members in
        var split = CompositeSplit()
        guard let member = members[name], let secret = member.text else {
          // The chart's default values name the key, but no Secret.
          if let key = members[key], let text = key.text?.text, text != defaultKey {
            split.incomplete = key
          }
          return split
        }
        let keyName = members[key]?.text?.text ?? defaultKey
        let reference = Reference.secret(name: secret.text, key: keyName)
        split.pieces = [CompositePiece(.reference, .reference(reference), of: member)]
        return split
      },
      join: { parts in
        var join = CompositeJoin()
        guard case .secret(let secret, let keyName)? = parts.reference(.reference) else {
          return join
        }
        join.set(name, secret)
        if writing == .always || keyName != defaultKey { join.set(key, keyName) }
        return join
      })
  }
}
