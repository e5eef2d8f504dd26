import ConfigSyntax
import Diagnostics
import Settings

/// The buckets on AWS that the server uses beside its own: of Weave, of teams, of single variables.
struct FurtherBuckets {
  /// Names, without those that the server has keys for.
  private(set) var names: [String] = []
  /// ARNs of the keys that encrypt their objects.
  private(set) var keys: [String] = []
  /// What is used and not known by name: the reason, and where it stands.
  private var leftOut: [(reason: String, span: SourceSpan)] = []

  /// Variables that hold the URI of a bucket, and that no setting stands for.
  private static let variables = [
    "GORILLA_FILE_STORE", "GORILLA_STORAGE_BUCKET",
    "GORILLA_RUN_UPDATE_SHADOW_QUEUE_OVERFLOW_BUCKET_STORE",
  ]

  init(_ question: CloudQuestion) {
    let resolved = question.resolved
    addOverridden(question.bucket, resolved)
    addWeave(resolved)
    for store in resolved.connection(.stores) {
      add(BucketAddress(store.url), store.spelling, store.span)
    }
    if case .reference = resolved.configuration.fileStores.state {
      leaveOut("the buckets of teams", resolved.origin(of: resolved.configuration.fileStores))
    }
    for variable in resolved.configuration.unmodelled.environment
    where Self.variables.contains(variable.name) {
      guard let text = variable.value.scalar?.text,
        let address = BucketAddress(text, at: variable.value.span)
      else { continue }
      add(address, variable.name, variable.value.span)
    }
    for view in resolved.views { addView(view, question.bucket) }
    names = names.unique().filter { [own = question.bucket.name.writable] in $0 != own }
  }

  /// Warnings of what no statement is about.
  func report(_ target: Target, _ bag: inout DiagnosticBag) {
    for (reason, span) in leftOut {
      var diagnostic = Diagnostic(
        RenderProblem.leftOut, "`\(target.name)` leaves out \(reason)", at: span)
      diagnostic.help = "add its ARN, and that of everything in it, to the policy by hand"
      bag.report(diagnostic)
    }
  }

  private mutating func add(_ address: BucketAddress, _ spelling: String, _ span: SourceSpan) {
    guard address.isOnAWS else { return }
    guard let name = address.name else {
      return leftOut.append(("the buckets that `\(spelling)` allows without a name", span))
    }
    names.append(name)
  }

  private mutating func leaveOut(_ what: String, _ place: Assignment?) {
    guard let place else { return }
    leftOut.append(("\(what), which `\(place.spelling)` names elsewhere", place.span))
  }

  /// Some services keep the bucket of the chart's keys when a variable names another one.
  private mutating func addOverridden(_ bucket: Bucket, _ resolved: ResolvedConfiguration) {
    guard let last = resolved.origin(of: bucket.name),
      ["global.extraEnv.", "global.env."].contains(where: last.spelling.hasPrefix),
      let key = bucket.name.history.lazy.map({ resolved[$0] })
        .last(where: { $0.spelling.hasPrefix("global.bucket.") }), key.written != last.written
    else { return }
    leftOut.append(
      ("the bucket of `\(key.spelling)`, beside which `\(last.spelling)` names another", key.span))
  }

  private mutating func addWeave(_ resolved: ResolvedConfiguration) {
    let configuration = resolved.configuration
    let files = configuration[ServerOption.weaveFiles]
    guard configuration[ServerSecret.weaveFilesAccessKey].isAbsent,
      let place = resolved.origin(of: files)
    else { return }
    switch files.state {
    case .literal(let text):
      guard let address = BucketAddress(text, at: place.span), address.isOnAWS else { return }
      add(address, place.spelling, place.span)
      let key = configuration[ServerOption.weaveFilesKey].literal
      if let key, AmazonResourceName(key)?.regionOfKey != nil { keys.append(key) }
    case .reference, .unknown: leaveOut("the bucket of Weave's files", place)
    case .absent, .placeholder, .invalid: return
    }
  }

  /// A component may have a bucket of its own.
  private mutating func addView(_ view: ComponentView, _ own: Bucket) {
    let bucket = view.resolved.configuration.effectiveBucket.bucket
    guard let name = bucket.name.literal, name != own.name.literal, !bucket.isOutsideAWS,
      bucket.provider.literal ?? .s3 == .s3, bucket.accessKey.isAbsent
    else { return }
    names.append(name)
  }
}

extension AWSNames<String> {
  /// Adds further buckets and their keys to what a role's policy is about.
  mutating func add(_ further: FurtherBuckets, _ situation: AWSSituation) {
    furtherBuckets = further.names.map { situation.partition.arn("s3", "", "", $0) }
    furtherObjects = furtherBuckets.map { $0 + "/*" }
    furtherKeys = further.keys.filter { $0 != key }.unique()
  }
}
