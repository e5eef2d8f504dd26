import Diagnostics

/// The policies of the rules' examples.
enum ExamplePolicy {
  /// A document of a kind, beside Helm values if there are any.
  static func document(
    _ kind: String, _ statements: [String], beside values: String? = nil
  ) -> Example {
    let body = statements.map { "    " + $0.replacing("\n", with: "\n    ") }
      .joined(separator: ",\n")
    let head = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n"
    return .document("policy.json", "\(head)\(body)\n  ]\n}\n", kind: kind, beside: values)
  }

  /// A role's policy of one statement that is about nothing of W&B's.
  static func role(_ members: String) -> Example { document("iam", ["{\(members)}"]) }

  /// What a role needs of a bucket.
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

  /// Some actions on the objects of the bucket.
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

  /// A bucket's two statements for one principal.
  static func bucket(_ principal: String) -> [String] {
    [onBucket, onObjects].map {
      $0.replacing("\"Effect\"", with: "\"Principal\": \(principal),\n  \"Effect\"")
    }
  }

  /// What the account may do with a key.
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

  /// A queue's statement for S3, with the end of its resource.
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

  /// The values of a service account with a role.
  static let account = """
    app:
      serviceAccount:
        annotations:
          eks.amazonaws.com/role-arn: arn:aws:iam::123456789012:role/wandb

    """

  /// What a role needs of a key.
  static let keyUse = """
    {
      "Sid": "Key",
      "Effect": "Allow",
      "Action": [\(keyActions)],
      "Resource": "arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d"
    }
    """

  /// A role that pods take with a token, under a condition.
  static func trust(
    _ condition: String, action: String = "sts:AssumeRoleWithWebIdentity"
  ) -> Example {
    let provider = "arn:aws:iam::123456789012:oidc-provider/oidc.example.com"
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

  /// Values that name a bucket, with further lines of its section.
  static func values(_ more: String...) -> String {
    "global:\n  bucket:\n    provider: s3\n    name: wandb-files\n"
      + more.map { "    \($0)\n" }.joined()
  }
}
