import Diagnostics
import Probing

/// The codes of buckets.
enum BucketCodes {
  private static let values = """
    global:
      host: https://wandb.example.com
      bucket:
        provider: s3
        name: wandb-files
        region: eu-west-1
        accessKey: AKIAIOSFODNN7EXAMPLE
        secretKey: secret

    """

  private static let id = ProbeCodes<BucketProblem>(.bucket, .yaml(values))

  private static let origin = "https://wandb.example.com"

  static let accessKeyUnknown = id(
    "WB5200", .accessKeyUnknown, .error, source: "S3 API, error InvalidAccessKeyId",
    "The object store does not know the access key.",
    "The key was deleted, or belongs to another account, partition or store.",
    ["reply": "InvalidAccessKeyId: The AWS Access Key Id you provided does not exist"])
  static let secretKeyWrong = id(
    "WB5201", .secretKeyWrong, .error, source: "S3 API, error SignatureDoesNotMatch",
    "The secret key does not belong to the access key.",
    """
    The store knows the access key, and computes another signature. Often a `+` or `/` in the \
    secret key was not percent-encoded in `BUCKET`, or a proxy changes the `Host` header.
    """, ["reply": "SignatureDoesNotMatch: The request signature we calculated does not match"])
  static let clockRefused = id(
    "WB5202", .clockRefused, .error, source: "S3 API, error RequestTimeTooSkewed",
    "The object store refuses requests because of the clock of this machine.",
    "Signatures contain the time, which may differ from the store's by 15 minutes at most.",
    ["reply": "RequestTimeTooSkewed: The difference between the request time is too large"])
  static let accessDenied = id(
    "WB5203", .accessDenied, .error, source: "S3 API, HeadBucket: status 403",
    "The bucket refuses the keys.",
    """
    The keys are valid, but no policy grants them `s3:ListBucket`, which W&B needs, or the bucket's \
    own policy denies it. The bucket may also belong to somebody else.
    """, ["name": "wandb-files", "reply": "HTTP 403"])
  static let notFound = id(
    "WB5204", .notFound, .error, source: "S3 API, HeadBucket: status 404; likewise GCS and Azure",
    "The bucket or container does not exist.",
    "W&B Server does not create its bucket. Names are unique in a whole cloud, and have no scheme.",
    ["name": "wandb-files", "reply": "NoSuchBucket"])
  static let regionWrong = id(
    "WB5205", .regionWrong, .error, source: "S3 API, header x-amz-bucket-region",
    "The bucket is in another region than the configuration says.",
    "The store refuses requests that are signed for another region, and names the right one.",
    ["found": "us-east-1", "expected": "eu-west-1"])
  static let regionDiffers = id(
    "WB5206", .regionDiffers, .warning, source: "S3 API, GetBucketLocation",
    "The store names another region than the configuration, but accepts it.",
    "Compatible stores often accept any region. A store that begins to check it refuses requests.",
    ["found": "us-east-1", "expected": "eu-west-1"])
  static let rightMissing = id(
    "WB5207", .rightMissing, .error, source: "S3 API, error AccessDenied",
    "The keys lack a right on the bucket that the server needs.",
    "`schemas/rules.md` lists what W&B needs; target `iam` writes a policy with exactly that.",
    ["name": "s3:ListBucket", "reply": "AccessDenied: Access Denied"])
  static let propertyNotReadable = id(
    "WB5208", .propertyNotReadable, .note, source: "S3 API",
    "A property of the bucket can't be checked, because the store refuses to show it.",
    "The server works without this right. Stores that lack the property answer the same way.",
    ["name": "s3:GetBucketCORS", "reply": "AccessDenied: Access Denied"])
  static let versioningOff = id(
    "WB5209", .versioningOff, .note, source: "W&B documentation, \"Bring your own bucket\"",
    "The bucket does not keep old versions of files.",
    "W&B asks for versioning on a bucket of your own: files can be restored after a mistake.",
    ["found": "off"])
  static let encryptionOff = id(
    "WB5210", .encryptionOff, .note, source: "S3 API, GetBucketEncryption",
    "The bucket has no default encryption.",
    "AWS encrypts every new file since 2023. Other stores do so only if it is turned on.")
  static let encryptionKeyDiffers = id(
    "WB5211", .encryptionKeyDiffers, .warning, source: "S3 API, GetBucketEncryption",
    "The bucket encrypts with another key than the configured one.",
    "Rights on one key are no help with files that were encrypted with another.",
    ["found": "AES256", "expected": "arn:aws:kms:eu-west-1:123456789012:key/abc"])
  static let corsMissing = id(
    "WB5212", .corsMissing, .error, source: "S3 API, GetBucketCors; Fetch standard, CORS check",
    "The bucket has no CORS rules, and refuses browsers.",
    """
    Pages read files from the bucket directly, by signed URLs. Without rules, browsers do not let \
    them, so no media, logs or artifacts appear. The rules were read because a browser's question \
    was refused.
    """)
  static let corsOriginMissing = id(
    "WB5213", .corsOriginMissing, .error, source: "Fetch standard, CORS check",
    "The CORS rules of the bucket do not allow the origin of the host.",
    "Scheme, name and port must match exactly. The bucket refuses what browsers ask.",
    ["expected": origin, "found": "http://wandb.example.com"])
  static let corsMethodMissing = id(
    "WB5214", .corsMethodMissing, .error, source: "Fetch standard, CORS-preflight fetch",
    "The CORS rules of the bucket do not allow a method that pages use.",
    "Pages use `GET` to load files, `HEAD` for their size, and `PUT` to upload.",
    ["expected": origin, "name": "HEAD"])
  static let corsHeaderMissing = id(
    "WB5215", .corsHeaderMissing, .error, source: "Fetch standard, CORS-preflight fetch",
    "The CORS rules of the bucket do not allow a header that pages send.",
    "Uploads send `Content-Type`, and on Azure `x-ms-blob-type`.",
    ["expected": origin, "name": "Content-Type"])
  static let eTagHidden = id(
    "WB5216", .eTagHidden, .warning, source: "Fetch standard, exposed headers",
    "The CORS rules of the bucket do not expose the header `ETag`.",
    "Uploads in parts need the tag of each part, which pages can only read if it is exposed.")
  static let browserRefused = id(
    "WB5217", .browserRefused, .error, source: "Fetch standard, CORS-preflight fetch",
    "The object store refuses browsers.",
    """
    The probe asks what a browser asks before a page of the host uses a file. The rules could not \
    be read with the configured keys, or allow more than the answer: then a proxy may answer.
    """,
    ["expected": origin, "name": "PUT", "reply": "HTTP 403"])
  static let openToOtherOrigins = id(
    "WB5218", .openToOtherOrigins, .warning, source: "Fetch standard, CORS check",
    "The bucket answers pages of an origin that can't be yours.",
    "A pattern in the rules allows more than it should, or a proxy repeats every origin.",
    ["name": "https://wandb-cfg-preflight.invalid"])
  static let openToEveryOrigin = id(
    "WB5219", .openToEveryOrigin, .note, source: "Fetch standard, CORS check",
    "The CORS rules of the bucket allow every origin.",
    """
    W&B's Terraform modules write `*`. Files still need a signed URL, so this is safe, but the \
    origin of the host is enough.
    """)
  static let signedURLRefused = id(
    "WB5220", .signedURLRefused, .error, source: "S3 API, GCS and Azure Blob: signed URLs",
    "The object store refuses a signed URL.",
    """
    Clients and browsers read and write files by URLs that the server signs. This one was signed \
    with the configured keys, for a file of its own in the configured folder.
    """, ["name": "PUT", "reply": "AccessDenied: Access Denied"])
  static let objectDiffers = id(
    "WB5221", .objectDiffers, .error, source: "S3 API, GetObject",
    "A file comes back from the object store with other content.",
    "Something between this machine and the store changes what is sent, such as a proxy.",
    ["expected": "20 bytes", "found": "0 bytes"])
  static let multipartRefused = id(
    "WB5222", .multipartRefused, .error, source: "S3 API, multipart upload",
    "The object store refuses an upload in parts.",
    "Large files are uploaded in parts, which needs `s3:PutObject` and `s3:AbortMultipartUpload`.",
    ["name": "CreateMultipartUpload", "reply": "AccessDenied: Access Denied"])
  static let requestRefused = id(
    "WB5223", .requestRefused, .warning, source: "The answer of the service",
    "A cloud service refuses a request for a reason that has no code here.",
    "The message contains the error of the service. The server may get the same one.",
    ["name": "HEAD wandb-files", "reply": "SlowDown: Please reduce your request rate"])
}
