import CloudFacts
import ConfigSyntax
import Diagnostics
import Settings

/// The buckets on AWS that the server uses besides its own: for Weave, for teams, and in variables.
struct AdditionalBuckets {
  /// The names, except those for which the server has keys.
  private(set) var names: [String] = []
  /// ARNs of the keys that encrypt their objects.
  private(set) var keys: [String] = []
  /// Buckets whose names are not known: a description, and where they are configured.
  private var leftOut: [(reason: Message, span: SourceSpan)] = []

  /// Variables that contain the URI of a bucket, but have no setting.
  private static let variables = [
    "GORILLA_FILE_STORE", "GORILLA_STORAGE_BUCKET",
    "GORILLA_RUN_UPDATE_SHADOW_QUEUE_OVERFLOW_BUCKET_STORE",
  ]

  init(_ question: CloudContext) {
    let resolved = question.resolved
    addOverridden(question.bucket, resolved)
    addWeave(resolved)
    for store in resolved.connection(.stores) {
      add(BucketAddress(store.url), store.spelling, store.span)
    }
    if case .reference = resolved.configuration.fileStores.state {
      leaveOut("the team buckets", resolved.origin(of: resolved.configuration.fileStores))
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

  /// Warns of buckets that no statement covers.
  func report(_ target: Target, _ bag: inout DiagnosticBag) {
    for (reason, span) in leftOut {
      var diagnostic = Diagnostic(
        RenderProblem.leftOut, "`\(target.name)` leaves out \(reason)", at: span)
      diagnostic.help = "add the ARNs of the bucket and of its objects to the policy by hand"
      bag.report(diagnostic)
    }
  }

  private mutating func add(_ address: BucketAddress, _ spelling: String, _ span: SourceSpan) {
    guard address.isOnAWS else { return }
    guard let name = address.name else {
      return leftOut.append(("the unnamed buckets that `\(spelling)` allows", span))
    }
    names.append(name)
  }

  private mutating func leaveOut(_ what: String, _ place: Assignment?) {
    guard let place else { return }
    leftOut.append(
      ("\(what), because the value of `\(place.spelling)` is not known here", place.span))
  }

  /// Some services keep using the bucket from the chart's keys when a variable names another one.
  private mutating func addOverridden(_ bucket: Bucket, _ resolved: ResolvedConfiguration) {
    guard let last = resolved.origin(of: bucket.name),
      ["global.extraEnv.", "global.env."].contains(where: last.spelling.hasPrefix),
      let key = bucket.name.history.lazy.map({ resolved[$0] })
        .last(where: { $0.spelling.hasPrefix("global.bucket.") }), key.written != last.written
    else { return }
    leftOut.append(
      ("the bucket in `\(key.spelling)`, which `\(last.spelling)` overrides in part", key.span))
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
    case .reference, .unknown: leaveOut("the bucket for Weave's files", place)
    case .absent, .placeholder, .unrecognized, .invalid: return
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
  /// Adds further buckets and their keys to those that a role's policy covers.
  mutating func add(_ further: AdditionalBuckets, _ situation: AWSContext) {
    furtherBuckets = further.names.map { situation.partition.arn("s3", "", "", $0) }
    furtherObjects = furtherBuckets.map { $0 + "/*" }
    furtherKeys = further.keys.filter { $0 != key }.unique()
  }
}
