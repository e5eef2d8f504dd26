import CloudFacts
import Diagnostics
import Settings

/// The AWS region that the inputs name, for the provider of a root module.
enum NamedRegion {
  /// The region of the bucket, or in an address or ARN; nil without one, or if they differ.
  static func find(_ configuration: Configuration) -> String? {
    let bucket = configuration.effectiveBucket.bucket
    let endpoint = bucket.endpoint.writable
    let isOnAWS = endpoint.map(AmazonEndpoint.contains) ?? true
    let stated = isOnAWS ? bucket.region.writable : nil
    let hosts = [endpoint, configuration.mysql.host.writable, configuration.redis.host.writable]
    let names = [
      bucket.kmsKey.writable, configuration.cloud.aws.principal.writable,
      configuration.cloud.aws.administrator.writable,
    ]
    let regions =
      [stated].compactMap { $0 }.filter(AmazonResourceName.isRegion)
      + hosts.compactMap { $0 }.compactMap(region(ofHost:))
      + names.compactMap { $0 }.compactMap { AmazonResourceName($0)?.region }
      .filter(AmazonResourceName.isRegion)
    let distinct = regions.unique()
    return distinct.count == 1 ? distinct[0] : nil
  }

  /// The region in the address of any AWS service: `db.abc.eu-west-1.rds.amazonaws.com`.
  private static func region(ofHost host: String) -> String? {
    guard AmazonEndpoint.contains(host) else { return nil }
    return AmazonEndpoint.region(of: host)
      ?? host.lowercased().split(separator: ".").first(where: AmazonResourceName.isRegion)
      .map(String.init)
  }
}
