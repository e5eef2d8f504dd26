import CloudDocuments
import CloudFacts
import Diagnostics

/// The actions that a policy allows on buckets and on the objects in them.
struct BucketGrants {
  private var objects: [String: Set<String>] = [:]
  private var buckets: [String: Set<String>] = [:]
  private static let everywhere = "*"

  init(_ statements: [PolicyStatement]) {
    for statement in statements { add(statement) }
  }

  /// The S3 actions that are allowed on the objects in a bucket.
  func onObjects(of bucket: String) -> Set<String> {
    (objects[bucket] ?? []).union(objects[Self.everywhere] ?? [])
  }

  /// The S3 actions that are allowed on a bucket itself.
  func onBucket(_ bucket: String) -> Set<String> {
    (buckets[bucket] ?? []).union(buckets[Self.everywhere] ?? [])
  }

  private mutating func add(_ statement: PolicyStatement) {
    guard let resources = statement.resources, statement.concerns("s3") else { return }
    let names = Self.names(of: statement)
    let forObjects = names.filter { AmazonService.s3.resource(of: $0) == .objects }
    let forBuckets = names.filter { AmazonService.s3.resource(of: $0) == .bucket }
    guard resources.sense == .named else {
      objects[Self.everywhere, default: []].formUnion(forObjects)
      buckets[Self.everywhere, default: []].formUnion(forBuckets)
      return
    }
    var (ofObjects, ofBuckets): (Set<String>, Set<String>) = ([], [])
    for written in resources.values {
      switch PolicyResource(written)?.scope {
      case .bucket(let name): ofBuckets.insert(name)
      case .objects(let name): ofObjects.insert(name)
      case .both, .other, nil:
        ofObjects.insert(Self.everywhere)
        ofBuckets.insert(Self.everywhere)
      }
    }
    for name in ofObjects { Self.add(forObjects, to: &objects[name]) }
    for name in ofBuckets { Self.add(forBuckets, to: &buckets[name]) }
  }

  /// A bucket that only one statement names shares that statement's set.
  private static func add(_ names: Set<String>, to known: inout Set<String>?) {
    if known == nil { known = names } else { known?.formUnion(names) }
  }

  /// The S3 actions that a statement covers.
  private static func names(of statement: PolicyStatement) -> Set<String> {
    guard let actions = statement.actions else { return [] }
    var names: Set<String> = []
    for action in actions.values { names.formUnion(BucketAction(action).names) }
    return actions.sense == .named ? names : Set(AmazonService.s3.names).subtracting(names)
  }
}

/// One action of a statement, with the S3 actions that it matches.
struct BucketAction {
  let written: Located
  let names: [String]

  init(_ written: Located) {
    self.written = written
    let parts = written.value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, parts[0].lowercased() == "s3" {
      names = AmazonService.s3.names(matching: String(parts[1]))
    } else {
      let isAll = parts.count == 1 && !parts[0].isEmpty && parts[0].allSatisfy { $0 == "*" }
      names = isAll ? AmazonService.s3.names : []
    }
  }

  var onObjects: Set<String> { Set(names.filter { AmazonService.s3.resource(of: $0) == .objects }) }
  var onBuckets: Set<String> { Set(names.filter { AmazonService.s3.resource(of: $0) == .bucket }) }

  /// The actions of a statement that satisfy a predicate, one for each set of S3 actions.
  static func all(
    of statement: PolicyStatement, where isIncluded: (BucketAction) -> Bool
  ) -> [BucketAction] {
    var seen: Set<Set<String>> = []
    return (statement.actions?.values ?? []).map { BucketAction($0) }
      .filter { isIncluded($0) && seen.insert(Set($0.names)).inserted }
  }
}
