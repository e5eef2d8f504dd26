package import Diagnostics
package import Probing

extension BucketProblem: ReportedProblem {
  package var id: DiagnosticID {
    switch self {
    case .accessKeyUnknown: BucketCodes.accessKeyUnknown
    case .secretKeyWrong: BucketCodes.secretKeyWrong
    case .clockRefused: BucketCodes.clockRefused
    case .accessDenied: BucketCodes.accessDenied
    case .notFound: BucketCodes.notFound
    case .regionWrong: BucketCodes.regionWrong
    case .regionDiffers: BucketCodes.regionDiffers
    case .rightMissing: BucketCodes.rightMissing
    case .propertyNotReadable: BucketCodes.propertyNotReadable
    case .versioningOff: BucketCodes.versioningOff
    case .encryptionOff: BucketCodes.encryptionOff
    case .encryptionKeyDiffers: BucketCodes.encryptionKeyDiffers
    case .corsMissing: BucketCodes.corsMissing
    case .corsOriginMissing: BucketCodes.corsOriginMissing
    case .corsMethodMissing: BucketCodes.corsMethodMissing
    case .corsHeaderMissing: BucketCodes.corsHeaderMissing
    case .eTagHidden: BucketCodes.eTagHidden
    case .browserRefused: BucketCodes.browserRefused
    case .openToOtherOrigins: BucketCodes.openToOtherOrigins
    case .openToEveryOrigin: BucketCodes.openToEveryOrigin
    case .signedURLRefused: BucketCodes.signedURLRefused
    case .objectDiffers: BucketCodes.objectDiffers
    case .multipartRefused: BucketCodes.multipartRefused
    case .requestRefused: BucketCodes.requestRefused
    }
  }

  package func message(_ context: ProblemContext) -> Message {
    let (bucket, name) = (context.value(.bucket), context[.name])
    return switch self {
    case .accessKeyUnknown: "`\(context.address)` does not know the access key\(context.reply)"
    case .secretKeyWrong: "`\(context.address)` refuses the signature\(context.reply)"
    case .clockRefused:
      "`\(context.address)` refuses the time of this machine's requests\(context.reply)"
    case .accessDenied: "bucket `\(bucket)` refuses the keys\(context.reply)"
    case .notFound: "`\(bucket)` does not exist at `\(context.address)`\(context.reply)"
    case .regionWrong: regionMessage(context)
    case .regionDiffers:
      "bucket `\(bucket)` is in `\(context[.found])`, not in `\(context[.expected])`"
    case .rightMissing: "the keys lack `\(name)` on `\(bucket)`\(context.reply)"
    case .propertyNotReadable:
      "`\(name)` is refused, so “\(context.step)” can't be checked here\(context.reply)"
    case .versioningOff: "bucket `\(bucket)` does not keep versions of its files"
    case .encryptionOff: "bucket `\(bucket)` does not encrypt new files by default"
    case .encryptionKeyDiffers:
      "bucket `\(bucket)` encrypts with `\(context[.found])`, not with `\(context[.expected])`"
    case .corsMissing:
      "bucket `\(bucket)` has no CORS rules, so browsers can't read or write files"
    case .corsOriginMissing:
      """
      the CORS rules of `\(bucket)` do not allow origin `\(context[.expected])`, only \
      `\(context[.found])`
      """
    case .corsMethodMissing:
      "the CORS rules of `\(bucket)` do not allow `\(name)` from `\(context[.expected])`"
    case .corsHeaderMissing:
      """
      the CORS rules of `\(bucket)` do not allow uploads from `\(context[.expected])` to send \
      `\(name)`
      """
    case .eTagHidden: "the CORS rules of `\(bucket)` do not expose `ETag`"
    case .browserRefused:
      """
      `\(context.address)` does not let browsers use `\(name)` from `\(context[.expected])`\
      \(context.reply)
      """
    case .openToOtherOrigins: "bucket `\(bucket)` answers pages of `\(name)` too"
    case .openToEveryOrigin: "bucket `\(bucket)` answers pages of every origin"
    case .signedURLRefused: "a signed URL for `\(name)` is refused\(context.reply)"
    case .objectDiffers:
      "a stored file of \(context[.expected]) comes back as \(context[.found])"
    case .multipartRefused: "an upload in parts fails at `\(name)`\(context.reply)"
    case .requestRefused: "`\(name)` is refused\(context.reply)"
    }
  }

  private func regionMessage(_ context: ProblemContext) -> Message {
    let (found, own) = (context[.found], context[.expected])
    let bucket = context.value(.bucket)
    if found.isEmpty { return "bucket `\(bucket)` is in another region\(context.reply)" }
    if own.isEmpty { return "requests for `\(bucket)` have to be signed for region `\(found)`" }
    return "bucket `\(bucket)` is in region `\(found)`, not in `\(own)`"
  }

  package func help(_ context: ProblemContext) -> Message? {
    switch self {
    case .accessKeyUnknown: "check `\(context.setting(.accessKey, or: "accessKey"))`"
    case .secretKeyWrong:
      """
      check `\(context.setting(.secretKey, or: "secretKey"))`, and that reserved characters in it \
      are percent-encoded where it is part of a URL
      """
    case .clockRefused: "synchronize the clock of this machine"
    case .accessDenied, .rightMissing, .multipartRefused, .signedURLRefused:
      "grant what `wandb-cfg render --target \(context.rightsTarget)` writes"
    case .notFound: "create the bucket, or correct its name"
    case .regionWrong where context[.found].isEmpty: nil
    case .regionWrong, .regionDiffers:
      "set `\(context.setting(.region, or: "global.bucket.region"))` to `\(context[.found])`"
    case .versioningOff: "turn versioning on, so that files that were overwritten can be restored"
    case .encryptionOff: "turn on default encryption"
    case .encryptionKeyDiffers:
      "set `\(context.setting(.encryptionKey, or: "kmsKey"))` and the bucket to the same key"
    case .corsMissing, .corsOriginMissing, .corsMethodMissing, .corsHeaderMissing, .eTagHidden,
      .browserRefused:
      "apply the rules that `wandb-cfg render --target cors` writes"
    case .openToOtherOrigins: "name only the origin of the host in the CORS rules"
    case .propertyNotReadable, .openToEveryOrigin, .objectDiffers, .requestRefused: nil
    }
  }
}

extension ProblemContext {
  /// The target that writes the rights on a bucket in its cloud.
  fileprivate var rightsTarget: String {
    switch plan.request.probe {
    case .gcs: "gcp-iam"
    case .azure: "azure-roles"
    default: "iam"
    }
  }
}
