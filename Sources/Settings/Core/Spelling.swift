/// A place where a surface writes a setting.
package enum Place: Hashable, Sendable {
  /// A path in the values of chart operator-wandb, also below `spec.values` of the CR.
  case helm(String)
  /// A variable of the container, in an env file or below `global.extraEnv`.
  case environment(String)
  /// A path in the values of the operator's own chart.
  case operatorChart(String)
  /// An input of W&B's Terraform modules; which of them has it, and since when, is the catalogue's.
  case input(String)

  package var name: String {
    switch self {
    case .helm(let path): path
    case .environment(let name): name
    case .operatorChart(let path): path
    case .input(let name): name
    }
  }

  package var surface: Surface {
    switch self {
    case .helm: .helm
    case .environment: .environment
    case .operatorChart: .operatorChart
    case .input: .terraform
    }
  }
}

/// A family of places that one artifact is made of.
package enum Surface: String, Sendable, CaseIterable {
  case helm, environment, operatorChart, terraform
}

/// One way to write a setting.
package struct Spelling: Sendable {
  package enum Role: String, Sendable, CaseIterable {
    /// What emitters write.
    case canonical
    /// Read as well, and written beside the canonical one on demand (`GORILLA_LICENSE`).
    case twin
    /// Documented or once read, and read by nothing now.
    case ineffective
    /// What the chart makes of the setting; nobody sets it.
    case derived
  }

  /// What a place can hold.
  package enum Content: Sendable {
    case literal
    /// A literal, or `{valueFrom: {secretKeyRef: …}}`.
    case literalOrReference
    case reference
  }

  /// How a literal is written.
  package enum Encoding: Sendable {
    case verbatim
    /// Percent-encoded, because the chart splices the text into a URL as it is (helm-charts#442).
    case urlText
    /// A duration of whole hours, written as their number.
    case hours
  }

  package let place: Place
  package var role = Role.canonical
  package var content = Content.literal
  package var encoding = Encoding.verbatim
  /// The piece of a composite that is this setting's: `MYSQL` carries the host, the port, ….
  package var part: CompositePart?
  /// Of a derived variable: the one whose text the chart gives it as well.
  package var original: String?

  package static func helm(
    _ path: String, _ content: Content = .literal, _ encoding: Encoding = .verbatim
  ) -> Spelling {
    Spelling(place: .helm(path), content: content, encoding: encoding)
  }

  package static func environment(_ name: String, _ role: Role = .canonical) -> Spelling {
    Spelling(place: .environment(name), role: role)
  }

  /// A variable that holds a number of hours.
  package static func hours(_ name: String) -> Spelling {
    Spelling(place: .environment(name), encoding: .hours)
  }

  package static func ineffective(_ place: Place) -> Spelling {
    Spelling(place: place, role: .ineffective)
  }

  package static func derived(_ names: String...) -> [Spelling] {
    names.map { Spelling(place: .environment($0), role: .derived) }
  }

  /// Variables that get the same text from the chart as `variable`, which is a whole URL.
  package static func copies(of variable: String, _ names: String...) -> [Spelling] {
    names.map {
      Spelling(place: .environment($0), role: .derived, original: variable)
    }
  }

  package static func input(_ name: String) -> Spelling { Spelling(place: .input(name)) }

  package static func operatorChart(_ path: String) -> Spelling {
    Spelling(place: .operatorChart(path))
  }

  /// A piece of the composite at `place`.
  package static func part(
    _ part: CompositePart, of place: Place, _ content: Content = .literal
  ) -> Spelling {
    Spelling(place: place, content: content, part: part)
  }

  /// The same spelling with a Helm path below `prefix`.
  func prefixed(by prefix: String) -> Spelling {
    guard case .helm(let path) = place else { return self }
    let full = path.isEmpty ? prefix : prefix + "." + path
    return Spelling(
      place: .helm(full), role: role, content: content, encoding: encoding, part: part)
  }
}

/// A piece of a value that holds several settings.
package enum CompositePart: Hashable, Sendable {
  case scheme, user, password, host, port, path
  case query(String)
  /// Of a bucket: the store's address, the Azure account, the bucket itself and the prefix in it.
  case endpoint, account, bucket, prefix
  /// A Secret's key as a whole.
  case reference
  /// A list with commas between, as a whole.
  case list

  package var name: String {
    switch self {
    case .query(let key): "parameter `\(key)`"
    case .reference: "Secret"
    case .list: "list"
    default: "\(self)"
    }
  }
}

/// A release of chart operator-wandb.
package struct ChartVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let major: Int
  package let minor: Int
  package let patch: Int

  /// The newest release read for the facts of this program (2026-07-23).
  package static let newest = ChartVersion(0, 43, 8)

  package init(_ major: Int, _ minor: Int, _ patch: Int) {
    (self.major, self.minor, self.patch) = (major, minor, patch)
  }

  /// `0.43.8`, with or without a leading `v`; what follows `-` or `+` is left out.
  package init?(_ text: String) {
    let trimmed = text.hasPrefix("v") ? text.dropFirst() : text[...]
    let core = trimmed.prefix { $0 != "-" && $0 != "+" }
    let numbers = core.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let major = numbers[0], let minor = numbers[1],
      let patch = numbers[2], min(major, minor, patch) >= 0
    else { return nil }
    self.init(major, minor, patch)
  }

  package var description: String { "\(major).\(minor).\(patch)" }

  package static func < (lhs: ChartVersion, rhs: ChartVersion) -> Bool {
    (lhs.major, lhs.minor, lhs.patch) < (rhs.major, rhs.minor, rhs.patch)
  }
}
