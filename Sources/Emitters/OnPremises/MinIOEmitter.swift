package import Diagnostics
import Documents
import Settings

/// A script for MinIO's client `mc` that creates the bucket.
///
/// Source: documentation, "Deploy W&B Platform On-premises", section "MinIO set up"; MinIO,
/// "mc alias set" and "mc mb".
package enum MinIOEmitter: Emitter {
  package static let target = Target(
    name: "minio", files: ["minio.sh"], summary: "Script that creates the bucket with MinIO's `mc`")

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let context = CloudContext(target, [.s3], of: "S3-compatible stores", request, &bag)
    else { return nil }
    let bucket = context.bucket
    guard !bucket.endpoint.isAbsent, bucket.endpoint.literal == nil || bucket.isOutsideAWS else {
      bag.report(
        context.misfit(
          "S3-compatible stores, but the bucket is in AWS", bucket.name, "\(context.section).name"))
      return nil
    }
    let setting = context.name(withoutKey: "endpoint")
    guard let endpoint = context.need(bucket.endpoint.writable, setting, &bag),
      let name = context.name(&bag)
    else { return nil }
    let accessKey = Key(bucket.accessKey, "MINIO_ACCESS_KEY")
    let secretKey = Key(bucket.secretKey, "MINIO_SECRET_KEY")
    if accessKey.isElsewhere || secretKey.isElsewhere { bag.report(.keysElsewhere(context)) }
    let url = (bucket.tls.literal == true ? "https://" : "http://") + endpoint
    let region = bucket.region.writable.map { [ShellScript.Word("--region=\($0)")] } ?? []
    let script = ShellScript([
      .comment("Creates the bucket of W&B Server, unless it exists, with MinIO's client."),
      .command(["set", "-eu"]),
      .command([
        "mc", "alias", "set", "--api", "S3v4", "--", "wandb", ShellScript.Word(url),
        accessKey.word, secretKey.word,
      ]),
      .command(
        ["mc", "mb", "--ignore-existing"] + region + ["--", ShellScript.Word("wandb/\(name)")]),
    ])
    let isSecret = accessKey.isWritten || secretKey.isWritten
    return [
      Artifact(
        fileName: target.files[0], text: script.render(), sensitivity: isSecret ? .secret : .open)
    ]
  }

  /// A key of the bucket, or the script's own variable for it.
  private struct Key {
    let word: ShellScript.Word
    let isWritten: Bool
    /// Whether the inputs only refer to the key.
    let isElsewhere: Bool

    init(_ setting: Setting<Secret>, _ variable: String) {
      let text = setting.writableText
      word = text.map { ShellScript.Word($0) } ?? .variable(variable)
      isWritten = text != nil
      isElsewhere = text == nil && !setting.isAbsent
    }
  }
}

extension Diagnostic {
  fileprivate static func keysElsewhere(_ context: CloudContext) -> Diagnostic {
    var diagnostic = context.finding(
      RenderProblem.elsewhere,
      "minio.sh lacks the keys of the bucket, which are stored or computed elsewhere",
      about: context.bucket.secretKey, "\(context.section).secretKey")
    diagnostic.help = "run it with `MINIO_ACCESS_KEY` and `MINIO_SECRET_KEY` in its environment"
    return diagnostic
  }
}
