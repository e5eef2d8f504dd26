import Diagnostics

/// Policies for the examples in rule documentation.
enum ExamplePolicy {
  /// A policy document of `kind`, optionally next to Helm values.
  static func document(
    _ kind: String, _ statements: [String], with values: String? = nil
  ) -> Example {
    let body = statements.map { "    " + $0.replacing("\n", with: "\n    ") }
      .joined(separator: ",\n")
    let head = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n"
    return .document("policy.json", "\(head)\(body)\n  ]\n}\n", kind: kind, with: values)
  }

  /// A role's policy with a single statement that is unrelated to W&B.
  static func role(_ members: String) -> Example { document("iam", ["{\(members)}"]) }

  /// The permissions that a role needs on a bucket.
  static let onBucket = """
    {
      "Sid": "Bucket",
      "Effect": "Allow",
      "Action": ["s3:GetBucketLocation", "s3:ListBucket"],
      "Resource": "arn:aws:s3:::wandb-files"
    }
    """

  static let onObjects = objects(
    "\"s3:GetObject\", \"s3:PutObject\", \"s3:DeleteObject\", \"s3:AbortMultipartUpload\"")

  /// A statement that allows actions on the objects in the bucket.
  static func objects(_ actions: String) -> String {
    """
    {
      "Sid": "Objects",
      "Effect": "Allow",
      "Action": [\(actions)],
      "Resource": "arn:aws:s3:::wandb-files/*"
    }
    """
  }

  /// The two statements of a bucket policy for one principal.
  static func bucket(_ principal: String) -> [String] {
    [onBucket, onObjects].map {
      $0.replacing("\"Effect\"", with: "\"Principal\": \(principal),\n  \"Effect\"")
    }
  }

  /// A statement that gives the account full control of a key.
  static let administrator = """
    {
      "Sid": "Administrator",
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
      "Action": "kms:*",
      "Resource": "*"
    }
    """

  static let keyActions =
    "\"kms:Encrypt\", \"kms:Decrypt\", \"kms:ReEncrypt*\", \"kms:GenerateDataKey*\", \"kms:DescribeKey\""

  static func key(_ principal: String, _ actions: String = keyActions) -> String {
    """
    {
      "Sid": "WandB",
      "Effect": "Allow",
      "Principal": {"AWS": "\(principal)"},
      "Action": [\(actions)],
      "Resource": "*"
    }
    """
  }

  /// A statement that lets S3 send events to a queue.
  static func queue(
    _ name: String = "arn:aws:sqs:us-east-1:123456789012:wandb", condition: String? = sourceBucket,
    action: String = "sqs:SendMessage"
  ) -> String {
    """
    {
      "Sid": "Events",
      "Effect": "Allow",
      "Principal": {"Service": "s3.amazonaws.com"},
      "Action": "\(action)",
      "Resource": "\(name)"\(condition.map { ",\n  \"Condition\": \($0)" } ?? "")
    }
    """
  }

  /// Helm values with a service account that has a role.
  static let account = """
    app:
      serviceAccount:
        annotations:
          eks.amazonaws.com/role-arn: arn:aws:iam::123456789012:role/wandb

    """

  /// The permissions that a role needs on a key.
  static let keyUse = """
    {
      "Sid": "Key",
      "Effect": "Allow",
      "Action": [\(keyActions)],
      "Resource": "arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d"
    }
    """

  /// The trust policy of a role that pods assume with a token, under a condition.
  static func trust(
    _ condition: String, action: String = "sts:AssumeRoleWithWebIdentity",
    issuer: String = "oidc.example.com"
  ) -> Example {
    let provider = "arn:aws:iam::123456789012:oidc-provider/\(issuer)"
    return document(
      "iam",
      [
        """
        {
          "Effect": "Allow",
          "Principal": {"Federated": "\(provider)"},
          "Action": "\(action)",
          "Condition": \(condition)
        }
        """
      ])
  }

  static let sourceBucket = #"{"ArnEquals": {"aws:SourceArn": "arn:aws:s3:::wandb-files"}}"#

  /// Helm values that name a bucket, with further lines in its section.
  static func values(_ more: String...) -> String {
    "global:\n  bucket:\n    provider: s3\n    name: wandb-files\n"
      + more.map { "    \($0)\n" }.joined()
  }
}
