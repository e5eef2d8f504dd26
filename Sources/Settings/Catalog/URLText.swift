extension Field<Configuration> {
  /// Whether the chart inserts the text into a URL as it is, whether it comes from the values or from a
  /// Secret, so that whoever writes it encodes it.
  ///
  /// The keys of a bucket on S3 are part of its URL; those of other clouds are not.
  package func isURLText(in configuration: Configuration) -> Bool {
    if spellings.contains(where: { $0.location.surface == .helm && $0.encoding == .urlText }) {
      return true
    }
    let bucket: Bucket
    switch name {
    case "global.bucket.accessKey", "global.bucket.secretKey": bucket = configuration.bucket
    case "global.defaultBucket.accessKey", "global.defaultBucket.secretKey":
      bucket = configuration.defaultBucket
    default: return false
    }
    switch bucket.provider.literal {
    case .s3, .cw, nil: return true
    case .az, .gcs: return false
    }
  }
}
