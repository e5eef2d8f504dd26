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
  private var leftOut: [(what: Message, span: SourceSpan)] = []

  /// Variables that contain the URI of a bucket, but have no setting.
  private static let variables = [
    "GORILLA_FILE_STORE", "GORILLA_STORAGE_BUCKET",
    "GORILLA_RUN_UPDATE_SHADOW_QUEUE_OVERFLOW_BUCKET_STORE",
  ]

  init(_ context: CloudContext) {
    let (resolved, configuration) = (context.resolved, context.configuration)
    addOverridden(context.bucket, resolved)
    addWeave(configuration, resolved)
    for store in resolved.connection(.stores) {
      add(BucketAddress(store.url), store.spelling, store.span)
    }
    if case .reference = configuration.fileStores.state {
      leaveOut("the team buckets", resolved.origin(of: configuration.fileStores))
    }
    for variable in configuration.unmodelled.environment
    where Self.variables.contains(variable.name) {
      guard let text = variable.value.scalar?.text,
        let address = BucketAddress(text, at: variable.value.span)
      else { continue }
      add(address, variable.name, variable.value.span)
    }
    for view in resolved.views { addView(view, context.bucket) }
    names = names.unique().filter { [own = context.bucket.name.writable] in $0 != own }
  }

  /// Warns of buckets that no statement covers.
  func report(_ target: Target, _ bag: inout DiagnosticBag) {
    for (what, span) in leftOut { bag.report(.leftOut(what, of: target, at: span)) }
  }

  private mutating func add(_ address: BucketAddress, _ spelling: String, _ span: SourceSpan) {
    guard address.isOnAWS else { return }
    guard let name = address.name else {
      return leftOut.append((.unnamedBuckets(spelling), span))
    }
    names.append(name)
  }

  private mutating func leaveOut(_ what: String, _ origin: Assignment?) {
    guard let origin else { return }
    leftOut.append((.unknown(what, origin.spelling), origin.span))
  }

  /// Some services keep using the bucket from the chart's keys when a variable names another one.
  private mutating func addOverridden(_ bucket: Bucket, _ resolved: ResolvedConfiguration) {
    guard let last = resolved.origin(of: bucket.name),
      last.location?.globalVariables != nil,
      let key = bucket.name.history.lazy.map({ resolved[$0] })
        .last(where: { $0.isAtOrBelow("global.bucket") }), key.written != last.written
    else { return }
    leftOut.append((.overriddenBucket(key.spelling, by: last.spelling), key.span))
  }

  private mutating func addWeave(
    _ configuration: Configuration, _ resolved: ResolvedConfiguration
  ) {
    let files = configuration[ServerOption.weaveFiles]
    guard configuration[ServerSecret.weaveFilesAccessKey].isAbsent,
      let origin = resolved.origin(of: files)
    else { return }
    switch files.state {
    case .literal(let text):
      guard let address = BucketAddress(text, at: origin.span), address.isOnAWS else { return }
      add(address, origin.spelling, origin.span)
      let key = configuration[ServerOption.weaveFilesKey].literal
      if let key, AmazonResourceName(key)?.regionOfKey != nil { keys.append(key) }
    case .reference, .unknown: leaveOut("the bucket for Weave's files", origin)
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
  mutating func add(_ further: AdditionalBuckets, _ aws: AWSContext) {
    furtherBuckets = further.names.map { aws.partition.arn("s3", "", "", $0) }
    furtherObjects = furtherBuckets.map { $0 + "/*" }
    furtherKeys = further.keys.filter { $0 != key }.unique()
  }
}

extension Diagnostic {
  fileprivate static func leftOut(
    _ what: Message, of target: Target, at span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.leftOut, "`\(target.name)` leaves out \(what)", at: span)
    diagnostic.help = "add the ARNs of the bucket and of its objects to the policy by hand"
    return diagnostic
  }
}

extension Message {
  fileprivate static func unnamedBuckets(_ spelling: String) -> Message {
    "the unnamed buckets that `\(spelling)` allows"
  }

  fileprivate static func unknown(_ what: String, _ spelling: String) -> Message {
    "\(what), because the value of `\(spelling)` is not known here"
  }

  fileprivate static func overriddenBucket(_ spelling: String, by variable: String) -> Message {
    "the bucket in `\(spelling)`, which `\(variable)` overrides in part"
  }
}
