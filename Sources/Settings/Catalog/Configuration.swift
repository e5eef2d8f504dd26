package import ConfigSyntax
package import Diagnostics

/// Everything that the inputs say, whatever surface they are written on.
package struct Configuration: Sendable {
  package var host = Setting<String>()
  package var license = Setting<Secret>()
  package var bucket = Bucket()
  package var defaultBucket = Bucket()
  package var queue = Setting<String>()
  package var mysql = Database()
  package var redis = Redis()
  /// What no field claims.
  package var unmodelled = Unmodelled()

  package init() {}

  /// The bucket that the chart uses: `bucket` when it has a name, else `defaultBucket`.
  package var effectiveBucket: (section: String, bucket: Bucket) {
    if bucket.isSet || !defaultBucket.isSet { return ("global.bucket", bucket) }
    return ("global.defaultBucket", defaultBucket)
  }
}

/// Keys, variables and parameters that no field claims, kept whole for the surface they came from.
package struct Unmodelled: Sendable {
  /// Of Helm values: a tree of mappings, merged over the layers key by key.
  package var helm: ConfigNode?
  /// Of a custom resource, outside `spec.values`.
  package var operatorResource: ConfigNode?
  /// Variables, from env files and from `global.extraEnv`, in input order.
  package private(set) var environment: [Variable] = []
  private var variablePlaces: [ExactText: Int] = [:]
  /// Parameters of connection strings.
  package var parameters: [Parameter] = []

  package struct Variable: Sendable {
    package enum Source: Sendable { case envFile, helm }

    package let name: String
    package let value: ConfigNode
    package let source: Source
  }

  package struct Parameter: Sendable {
    package let kind: Composite.Kind
    /// Which of two buckets; the composite's own name otherwise.
    package let section: String
    package let key: String
    /// As it stood in the URL.
    package let value: String
    package let assignment: AssignmentID
  }

  /// Sets a variable; one that is there keeps its place.
  mutating func setVariable(_ variable: Variable) {
    if let place = variablePlaces[ExactText(variable.name)] {
      environment[place] = variable
    } else {
      variablePlaces[ExactText(variable.name)] = environment.count
      environment.append(variable)
    }
  }

  /// Takes a variable out, when it is there.
  mutating func removeVariable(_ name: String) {
    removeVariables { $0.name.isExactly(name) }
  }

  mutating func removeVariables(where isRemoved: (Variable) -> Bool) {
    guard environment.contains(where: isRemoved) else { return }
    environment.removeAll(where: isRemoved)
    variablePlaces = Dictionary(
      environment.enumerated().map { (ExactText($1.name), $0) }
    ) { first, _ in first }
  }

  /// Whether a variable goes through as it was written.
  package func keeps(variable name: String) -> Bool { variablePlaces[ExactText(name)] != nil }

  package var isEmpty: Bool {
    helm == nil && operatorResource == nil && environment.isEmpty && parameters.isEmpty
  }
}

extension Field<Configuration> {
  package static let core: [Field] = [
    Field(
      "global.host", \.host,
      [
        .helm("global.host"), .environment("HOST"), .environment("GORILLA_FRONTEND_HOST", .twin),
      ],
      summary: "Public URL of the instance: scheme, host, and a port when it is not the usual one."),
    Field(
      "global.license", \.license,
      [
        .helm("global.license"),
        .part(.reference, of: .helm("global.licenseSecret"), .reference),
        .environment("LICENSE"), .environment("GORILLA_LICENSE", .twin),
      ],
      summary: "The license, a JSON web token of three parts."),
  ]

  package static let queue: [Field] = [
    Field(
      "bucket.queue", \.queue,
      [.environment("BUCKET_QUEUE"), .helm("global.extraEnv.BUCKET_QUEUE")],
      summary: "Queue with the bucket's events; `internal://` when the server looks itself.")
  ]

  /// The instance's bucket, spelled below `global.bucket` and in `BUCKET`.
  package static let bucket: [Field] = Field<Bucket>.bucket.map { field in
    field.lifted(
      to: \.bucket,
      name: Field<Bucket>.helmNames.contains(field.name)
        ? "global.bucket.\(field.name)" : "bucket.\(field.name)",
      keep: { $0.prefixed(by: "global.bucket") })
  }

  /// The chart's fallback, spelled below `global.defaultBucket` only.
  package static let defaultBucket: [Field] = Field<Bucket>.bucket.map { field in
    field.lifted(
      to: \.defaultBucket,
      name: Field<Bucket>.helmNames.contains(field.name)
        ? "global.defaultBucket.\(field.name)" : "defaultBucket.\(field.name)",
      keep: { spelling in
        guard case .helm = spelling.place else { return nil }
        return spelling.prefixed(by: "global.defaultBucket")
      })
  }
}
