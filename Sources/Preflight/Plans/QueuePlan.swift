import CloudFacts
import Probing
import Settings

extension ProbePlan {
  /// The queue of the bucket's events; nil if the server tracks new files itself.
  static func queue(_ resolved: ResolvedConfiguration, _ override: ServiceEndpoint?) -> ProbePlan? {
    let setting = resolved.configuration.queues.bucket
    switch setting.literal.map(QueueAddress.init) {
    case .sqs(let name): return sqs(resolved, name, setting, override)
    case .pubsub(let project, _, let subscription):
      var plan = ProbePlan(.queue, .pubsub, needing: .subscription, resolved)
      plan.add(.subscription, "bucket.queue", setting) { _ in subscription }
      plan.imply(.project, project, by: .subscription)
      plan.request[.host] = "pubsub.googleapis.com"
      plan.request[.tls] = "true"
      plan.redirect(to: override)
      return plan
    case .inServer, .azure, .other, nil: return nil
    }
  }

  private static func sqs(
    _ resolved: ResolvedConfiguration, _ name: String, _ setting: Setting<String>,
    _ override: ServiceEndpoint?
  ) -> ProbePlan {
    let (section, bucket) = resolved.configuration.effectiveBucket
    var plan = ProbePlan(.queue, .sqs, needing: .queue, resolved)
    plan.add(.queue, "bucket.queue", setting) { _ in name }
    plan.add(.bucket, "\(section).name", bucket.name)
    plan.add(.region, "\(section).region", bucket.region)
    plan.add(.accessKey, "\(section).accessKey", bucket.accessKey)
    plan.add(.secretKey, "\(section).secretKey", bucket.secretKey)
    plan.request[.tls] = "true"
    if let region = plan.request[.region],
      let domain = AmazonPartition(region: region).domain
    {
      plan.imply(.host, "sqs.\(region).\(domain)", by: .region)
    } else {
      plan.request.lack(.host, because: "the region is not known")
    }
    plan.redirect(to: override)
    return plan
  }
}
