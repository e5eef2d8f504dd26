/// Every setting and every composite, in the order in which emitters write them.
package enum FieldCatalog {
  package static let fields: [Field<Configuration>] =
    [
      Field<Configuration>.core, Field<Configuration>.bucket, Field<Configuration>.defaultBucket,
      Field<Configuration>.queue, Field<Configuration>.database, Field<Configuration>.redis,
    ].flatMap { $0 }

  package static let composites: [Composite] = [
    SecretComposite.make(
      "global.licenseSecret", nameKey: "name", keyKey: "key", standardKey: nil),
    BucketComposite.helm("global.bucket"), BucketComposite.helm("global.defaultBucket"),
    BucketComposite.environment, DatabaseComposite.environment,
    DatabaseComposite.passwordSecret, RedisComposite.environment, RedisComposite.secret,
  ]

  package static let index = FieldIndex(fields: fields, composites: composites)

  /// The field of a canonical name.
  package static func field(named name: String) -> Field<Configuration>? {
    index.byName[name].map { fields[$0] }
  }
}

/// Finds fields and composites by the places of the inputs.
package struct FieldIndex: Sendable {
  /// What a place of an input means.
  package enum Claim: Sendable {
    case field(Int, Spelling)
    case member(ofComposite: Int)

    /// Whether nothing reads the place.
    var isIneffective: Bool {
      if case .field(_, let spelling) = self, case .ineffective = spelling.role {
        true
      } else {
        false
      }
    }
  }

  package let byName: [String: Int]
  package let claims: [Place: Claim]
  /// The fields of each composite's parts, in the order of `FieldCatalog.composites`.
  package let parts: [[CompositePart: Int]]
  /// Every variable that is read, in lexical order.
  package let variables: [String]
  /// Every Helm path that has a claimed path below it: `global`, `global.mysql`, ….
  package let sections: Set<String>

  init(fields: [Field<Configuration>], composites: [Composite]) {
    var byName: [String: Int] = [:]
    var claims: [Place: Claim] = [:]
    var parts = Array(repeating: [CompositePart: Int](), count: composites.count)
    var owners: [Place: Int] = [:]
    for (index, composite) in composites.enumerated() {
      for place in composite.members {
        claims[place] = .member(ofComposite: index)
        owners[place] = index
      }
      owners[.helm(composite.name)] = index
    }
    for (index, field) in fields.enumerated() {
      byName[field.name] = index
      for spelling in field.spellings {
        if let part = spelling.part {
          if let owner = owners[spelling.place] { parts[owner][part] = index }
        } else {
          claims[spelling.place] = .field(index, spelling)
        }
      }
    }
    self.byName = byName
    self.claims = claims
    self.parts = parts
    variables = claims.keys.filter { $0.surface == .environment }.map(\.name).sorted()
    sections = Self.sections(of: claims)
  }

  private static func sections(of claims: [Place: Claim]) -> Set<String> {
    var sections: Set<String> = [""]
    // Where renamed keys stood, so that a walk comes by them.
    sections.formUnion(ChartKeys.formerSections)
    for case .helm(var path) in claims.keys {
      while let dot = path.lastIndex(of: ".") {
        path = String(path[..<dot])
        guard sections.insert(path).inserted else { break }
      }
    }
    return sections
  }

  /// Whether any setting is read from the variable.
  package func knows(variable name: String) -> Bool { claims[.environment(name)] != nil }

  /// The claimed keys right below a section.
  package func keys(in section: String) -> [String] {
    let prefix = section.isEmpty ? "" : section + "."
    var keys: Set<String> = []
    for case .helm(let path) in claims.keys where path.hasPrefix(prefix) {
      keys.insert(String(path.dropFirst(prefix.count).prefix { $0 != "." }))
    }
    return keys.sorted()
  }
}
