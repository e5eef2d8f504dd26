/// One way to write a setting.
package struct Spelling: Sendable {
  package enum Role: String, Sendable, CaseIterable {
    /// The spelling that emitters write.
    case canonical
    /// Also read, and written next to the canonical one on demand (`GORILLA_LICENSE`).
    case alias
    /// Documented or once read, but no longer read.
    case ineffective
    /// Derived from the setting by the chart; users do not set it.
    case derived
  }

  /// The kind of value that a location accepts.
  package enum Content: Sendable {
    case literal
    /// A literal, or `{valueFrom: {secretKeyRef: …}}`.
    case literalOrReference
    case reference
    /// A list, or a mapping whose values a template reads like the elements of a list.
    case listOrMapping
  }

  /// How a literal is written.
  package enum Encoding: Sendable {
    case verbatim
    /// Percent-encoded, because the chart splices the text into a URL unchanged (helm-charts#442).
    case urlText
    /// A duration of whole hours, written as their number.
    case hours
    /// A port, after which the parameters of its URL may follow: `6379?tls=true`.
    case portAndParameters
    /// A number for which a template prints its default if it is zero.
    case zeroForDefault
  }

  package let location: Location
  package var role = Role.canonical
  package var content = Content.literal
  package var encoding = Encoding.verbatim
  /// The part of a composite that is this setting: `MYSQL` contains the host, the port, ….
  package var part: CompositePart?
  /// For a derived variable, the one with the same text from the chart.
  package var original: String?
  /// For a variable that is no longer read, how its value becomes that of the setting's variable.
  package var successor = Successor.same

  /// How a former variable's value becomes the value of the variable in its place.
  package enum Successor: Sendable {
    /// Both have the same values.
    case same
    /// The former one is the name of a host, the other one its URL: `https://host/`.
    case addressOfHost
    /// It can't be told from the former value.
    case unknown
  }

  package static func helm(
    _ path: String, _ content: Content = .literal, _ encoding: Encoding = .verbatim
  ) -> Spelling {
    Spelling(location: .helm(path), content: content, encoding: encoding)
  }

  package static func environment(_ name: String, _ role: Role = .canonical) -> Spelling {
    Spelling(location: .environment(name), role: role)
  }

  /// A variable that contains a number of hours.
  package static func hours(_ name: String) -> Spelling {
    Spelling(location: .environment(name), encoding: .hours)
  }

  package static func ineffective(_ location: Location) -> Spelling {
    Spelling(location: location, role: .ineffective)
  }

  /// A variable that is no longer read, and whose values were others.
  package static func former(_ name: String, _ successor: Successor) -> Spelling {
    Spelling(location: .environment(name), role: .ineffective, successor: successor)
  }

  package static func derived(_ names: String...) -> [Spelling] {
    names.map { Spelling(location: .environment($0), role: .derived) }
  }

  /// Variables to which the chart assigns the same text as `variable`, which is a whole URL.
  package static func copies(of variable: String, _ names: String...) -> [Spelling] {
    names.map {
      Spelling(location: .environment($0), role: .derived, original: variable)
    }
  }

  /// An input of a Terraform module, whose text may be for a URL.
  package static func input(_ name: String, _ encoding: Encoding = .verbatim) -> Spelling {
    Spelling(location: .input(name), encoding: encoding)
  }

  package static func operatorChart(_ path: String) -> Spelling {
    Spelling(location: .operatorChart(path))
  }

  /// A part of the composite at `location`.
  package static func part(
    _ part: CompositePart, of location: Location, _ content: Content = .literal
  ) -> Spelling {
    Spelling(location: location, content: content, part: part)
  }

  /// The same spelling with its Helm path under `prefix`.
  func prefixed(by prefix: String) -> Spelling {
    guard case .helm(let path) = location else { return self }
    let full = path.isEmpty ? prefix : prefix + "." + path
    return Spelling(
      location: .helm(full), role: role, content: content, encoding: encoding, part: part)
  }
}

/// A part of a value that contains several settings.
package enum CompositePart: Hashable, Sendable {
  case scheme, user, password, host, port, path
  case query(String)
  /// For a bucket: the store's address, the Azure account, the bucket itself and the prefix in it.
  case endpoint, account, bucket, prefix
  /// A Secret's key as a whole.
  case reference
  /// A comma-separated list as a whole.
  case list

  package var name: String {
    switch self {
    case .query(let key): "parameter `\(key)`"
    case .reference: "Secret"
    case .list: "list"
    default: "\(self)"
    }
  }

  /// The key of a URL's parameter; nil for any other part.
  package var parameter: String? { if case .query(let key) = self { key } else { nil } }
}
