/// What a value in a request is for.
///
/// A probe names the role of the value that a problem is due to, and never a setting: which setting
/// has that role, and where it was written, is known to the program that started the probe.
package enum Role: String, Sendable, CaseIterable {
  case host, port, user, password, database, scheme
  /// How the connection uses TLS.
  case tls
  /// Certificates of authorities for this service, in PEM.
  case authority
  /// A name of a master set, for Redis with Sentinel.
  case master
  case baseDN, bindDN, bindPassword, userAttribute, groupAttribute, emailAttribute, groups
  case userBaseDN, groupBaseDN, userClass, groupClass
  case issuer, clientID, clientSecret, authMethod, scopes
  case sender, recipient
  case bucket, prefix, region, endpoint, accessKey, secretKey, encryptionKey, origin
  /// Whether the bucket is in the path of a request instead of in its host name.
  case pathStyle
  case queue, subscription, project, account, tenant
  case license, version, file
}

/// A service that is probed, as `--only` and `--skip` name it.
package enum Service: String, Sendable, CaseIterable {
  case host, certificates, mysql, redis, ldap, oidc, smtp, bucket, queue
  case kubernetes, terraform, license

  /// Its name in sentences.
  package var title: String {
    switch self {
    case .host: "the host"
    case .certificates: "the CA certificates"
    case .mysql: "MySQL"
    case .redis: "Redis"
    case .ldap: "LDAP"
    case .oidc: "the identity provider"
    case .smtp: "SMTP"
    case .bucket: "the bucket"
    case .queue: "the queue"
    case .kubernetes: "Kubernetes"
    case .terraform: "Terraform"
    case .license: "the license"
    }
  }
}

/// What one child process does: `--probe NAME`.
package enum ProbeName: String, Sendable, CaseIterable {
  /// Needs no process: certificates are compared with what the other probes saw.
  case certificates
  case host, mysql, redis, ldap, oidc, smtp, s3, gcs, azure, sqs, pubsub, kubernetes, terraform
  case license
}
