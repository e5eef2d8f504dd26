package import Diagnostics
import Documents
import Settings

/// The checks of `preflight` that Troubleshoot knows, as a Preflight that runs in the cluster, with a
/// Redactor for what it collects.
///
/// Source: troubleshoot.sh, schemas `preflight-troubleshoot-v1beta2` and
/// `redactor-troubleshoot-v1beta2`.
package enum TroubleshootEmitter: Emitter {
  package static let target = Target(
    name: "troubleshoot", files: ["wandb-preflight.yaml"],
    summary: "A troubleshoot.sh Preflight with redactors, for `kubectl preflight`")

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    let checks = [cluster, mysql(request, &bag), redis(request, &bag), issuer(request)]
      .compactMap { $0 }
    guard checks.count > 1 else {
      bag.report(.nothing(for: "a preflight spec", at: request.beginning))
      return nil
    }
    let preflight: DocumentValue = .object([
      "apiVersion": .string(version), "kind": .string("Preflight"),
      "metadata": .object(["name": .string("wandb")]),
      "spec": .object([
        "collectors": .array(checks.compactMap(\.collector)),
        "analyzers": .array(checks.map(\.analyzer)),
      ]),
    ])
    let holdsSecret = checks.contains { $0.holdsSecret }
    return [
      Artifact(
        fileName: target.files[0], text: YAMLDocument.render([preflight, redactor]),
        sensitivity: holdsSecret ? .secret : .open)
    ]
  }

  private static let version = "troubleshoot.sh/v1beta2"

  /// What is collected, and what is said about it.
  private struct Check {
    var collector: DocumentValue?
    let analyzer: DocumentValue
    var holdsSecret = false
  }

  /// Source: documentation, "Reference architecture": Kubernetes 1.29 or newer.
  private static var cluster: Check {
    Check(
      analyzer: .object([
        "clusterVersion": .object([
          "checkName": .string("Kubernetes version"),
          "outcomes": outcomes([
            (.fail, "< 1.29.0", "W&B Server requires Kubernetes 1.29 or newer."),
            (.pass, nil, "The version of Kubernetes is supported."),
          ]),
        ])
      ]))
  }

  // MARK: Services

  /// Source: documentation, "Deploy W&B Platform On-premises": MySQL 8.0.32 or newer.
  private static func mysql(_ request: RenderRequest, _ bag: inout DiagnosticBag) -> Check? {
    let mysql = request.configuration.mysql
    guard let host = mysql.host.writable else { return nil }
    let password = mysql.password.writableText
    if password == nil, !mysql.password.isAbsent {
      bag.report(
        .unchecked("MySQL", "global.mysql.password", at: mysql.password, in: request))
      return nil
    }
    let account = [mysql.user.writable ?? "", password ?? ""].joined(separator: ":")
    let port = mysql.port.literal ?? 3306
    let tls = mysql.tls.literal.map { "?tls=\($0 == .custom ? "true" : $0.rawValue)" } ?? ""
    // The collector passes this to go-sql-driver, which takes the password as it is.
    let address =
      "\(account)@tcp(\(bracketed(host)):\(port))/\(mysql.database.writable ?? "")\(tls)"
    return Check(
      collector: collector("mysql", address),
      analyzer: analyzer(
        "mysql", "MySQL",
        [
          (.fail, "connected == false", "MySQL can't be reached, or refuses the login."),
          (.fail, "version < 8.0.32", "W&B Server requires MySQL 8.0.32 or newer."),
          (.pass, nil, "MySQL can be used."),
        ]), holdsSecret: password?.isEmpty == false)
  }

  /// Source: documentation, "External Redis": version 6 or 7.
  private static func redis(_ request: RenderRequest, _ bag: inout DiagnosticBag) -> Check? {
    let redis = request.configuration.redis
    guard let host = redis.host.writable else { return nil }
    let password = redis.password.writableText
    if password == nil, !redis.password.isAbsent {
      bag.report(
        .unchecked("Redis", "global.redis.password", at: redis.password, in: request))
      return nil
    }
    // The chart turns TLS on if there is a certificate, whatever the parameter says.
    let usesTLS = redis.tls.literal == true || !redis.caCert.isAbsent
    let user = PercentEncoding.encode(redis.user.writable ?? "")
    let account = password.map { "\(user):\(PercentEncoding.encode($0))@" } ?? ""
    let scheme = usesTLS ? "rediss" : "redis"
    let address = "\(scheme)://\(account)\(bracketed(host)):\(redis.port.literal ?? 6379)"
    return Check(
      collector: collector("redis", address),
      analyzer: analyzer(
        "redis", "Redis",
        [
          (.fail, "connected == false", "Redis can't be reached, or refuses the password."),
          (.fail, "version < 6.0.0", "W&B Server requires Redis 6 or 7."),
          (.pass, nil, "Redis can be used."),
        ]), holdsSecret: password?.isEmpty == false)
  }

  /// The discovery document of the identity provider.
  private static func issuer(_ request: RenderRequest) -> Check? {
    guard let issuer = request.configuration.oidc.issuer.writable else { return nil }
    let slash = issuer.hasSuffix("/") ? "" : "/"
    return Check(
      collector: .object([
        "http": .object([
          "collectorName": .string("issuer"),
          "get": .object([
            "url": .string("\(issuer)\(slash).well-known/openid-configuration")
          ]),
        ])
      ]),
      analyzer: .object([
        "textAnalyze": .object([
          "checkName": .string("OpenID Connect issuer"), "fileName": .string("issuer.json"),
          "regex": .string("\"status\": 200,"),
          "outcomes": outcomes([
            (.pass, "true", "The issuer has a discovery document."),
            (.fail, "false", "The issuer's discovery document can't be read."),
          ]),
        ])
      ]))
  }

  /// A host before a port: an IPv6 address is in brackets.
  private static func bracketed(_ host: String) -> String {
    host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
  }

  private static func collector(_ kind: String, _ address: String) -> DocumentValue {
    .object([kind: .object(["collectorName": .string(kind), "uri": .string(address)])])
  }

  private static func analyzer(
    _ kind: String, _ name: String, _ results: [(Verdict, String?, String)]
  ) -> DocumentValue {
    .object([
      kind: .object([
        "checkName": .string(name), "collectorName": .string(kind), "outcomes": outcomes(results),
      ])
    ])
  }

  private enum Verdict: String { case pass, fail }

  private static func outcomes(_ results: [(Verdict, String?, String)]) -> DocumentValue {
    .array(
      results.map { verdict, condition, message in
        var members = DocumentValue.Members()
        members["when"] = condition.map { .string($0) }
        members["message"] = .string(message)
        return .object([verdict.rawValue: .object(members)])
      })
  }

  // MARK: Redaction

  /// Hides passwords in addresses, and the values of names that are secret.
  private static var redactor: DocumentValue {
    let patterns = [
      (name: "passwords in URLs", #"(://[^:@/\s"]*:)(?P<mask>[^@\s"]+)(@)"#),
      (name: "passwords of MySQL", #"([^:@/\s"]*:)(?P<mask>[^"\s]+)(@tcp\()"#),
      (
        name: "secret variables",
        #"("?(?:LICENSE|OIDC_SECRET|LOCAL_LDAP_BIND_PW|[A-Z_]*(?:PASSWORD|SECRET|TOKEN)[A-Z_]*)"?\s*[:=]\s*"?)(?P<mask>[^"\s]+)("?)"#
      ),
    ]
    return .object([
      "apiVersion": .string(version), "kind": .string("Redactor"),
      "metadata": .object(["name": .string("wandb")]),
      "spec": .object([
        "redactors": .array(
          patterns.map { name, pattern in
            .object([
              "name": .string(name),
              "removals": .object([
                "regex": .array([.object(["redactor": .string(pattern)])])
              ]),
            ])
          })
      ]),
    ])
  }
}

extension Diagnostic {
  /// A service that is left out because its password is stored elsewhere.
  fileprivate static func unchecked(
    _ service: String, _ name: String, at setting: Setting<Secret>, in request: RenderRequest
  ) -> Diagnostic {
    let span = request.resolved.valueSpan(of: setting) ?? request.beginning
    var diagnostic = Diagnostic(
      RenderProblem.elsewhere,
      "wandb-preflight.yaml does not check \(service), because `\(name)` is stored elsewhere",
      at: span)
    diagnostic.setting = name
    diagnostic.help = "add the Secret to the inputs"
    return diagnostic
  }
}
