import CloudDocuments
import Diagnostics

/// Why S3 never sends events with a given source.
struct EventSource {
  enum Reason { case objects, regionOrAccount, notARN, queue }

  let reason: Reason
  /// The ARN of the bucket that was probably meant.
  let bucketName: String?

  /// nil for a source that can match, or that is not known.
  static func fault(_ value: Located) -> EventSource? {
    let text = value.value
    guard !PolicyResource.isOpen(text) else { return nil }
    guard let resource = PolicyResource(value) else {
      guard !text.hasPrefix("arn:"), !Wildcard.isIn(text) else { return nil }
      let rest = text.hasPrefix("s3://") ? String(text.dropFirst(5)) : text
      let bucket = rest.prefix { $0 != "/" }
      return EventSource(
        reason: .notARN,
        bucketName: isName(bucket) ? "arn:aws:s3:::\(bucket)" : nil)
    }
    let start = "arn:\(resource.partition):s3:::"
    if resource.service == "sqs" { return EventSource(reason: .queue, bucketName: nil) }
    switch resource.scope {
    case .objects(let bucket): return EventSource(reason: .objects, bucketName: start + bucket)
    case .other:
      // `*` also matches nothing.
      guard ![resource.region, resource.account].allSatisfy({ $0.allSatisfy { $0 == "*" } }) else {
        return nil
      }
      let name = resource.resource
      return EventSource(
        reason: .regionOrAccount, bucketName: isName(name[...]) ? start + name : nil)
    case .bucket, .both, nil: return nil
    }
  }

  /// Whether text may be the name of a bucket.
  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.count <= 63 && !text.contains { "/:@ ".contains($0) }
  }
}
