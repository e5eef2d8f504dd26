package import Diagnostics
package import Probing

extension ConnectionProblem: ReportedProblem {
  package var id: DiagnosticID {
    switch self {
    case .hostNotFound: Codes.hostNotFound
    case .connectionRefused: Codes.connectionRefused
    case .notReachable: Codes.notReachable
    case .noAnswer: Codes.noAnswer
    case .unexpectedAnswer: Codes.unexpectedAnswer
    case .connectionLost: Codes.connectionLost
    case .certificateExpired: Codes.certificateExpired
    case .authorityExpired: Codes.authorityExpired
    case .certificateNotYetValid: Codes.certificateNotYetValid
    case .certificateForAnotherName: Codes.certificateForAnotherName
    case .certificateNotTrusted: Codes.certificateNotTrusted
    case .certificateExpiresSoon: Codes.certificateExpiresSoon
    case .tlsNotOffered: Codes.tlsNotOffered
    case .tlsRequired: Codes.tlsRequired
    case .tlsFailed: Codes.tlsFailed
    case .verificationOff: Codes.verificationOff
    case .clockSkew: Codes.clockSkew
    case .leftBehind: Codes.leftBehind
    case .probeEnded: Codes.probeEnded
    case .stepSkipped: Codes.stepSkipped
    }
  }

  package func message(_ context: ProblemContext) -> Message {
    let (address, service) = (context.address, context.service.title)
    return switch self {
    case .hostNotFound: "`\(context[.name])` can't be resolved\(context.reply)"
    case .connectionRefused: "`\(address)` refuses connections"
    case .notReachable: "`\(address)` can't be reached\(context.reply)"
    case .noAnswer: "`\(address)` does not answer in time"
    case .unexpectedAnswer: "`\(address)` answers, but not as \(service)\(context.reply)"
    case .connectionLost: "`\(address)` closes the connection"
    case .certificateExpired: "the certificate of `\(address)` expired on \(context[.amount])"
    case .authorityExpired where context[.name].isEmpty:
      "an authority that signed the certificate of `\(address)` has expired"
    case .authorityExpired:
      """
      `\(address)` presents the certificate of authority `\(context[.name])`, which expired on \
      \(context[.amount])
      """
    case .certificateNotYetValid: "the certificate of `\(address)` is not valid yet"
    case .certificateForAnotherName:
      "the certificate of `\(address)` is for `\(context[.found])`, not for `\(context[.expected])`"
    case .certificateNotTrusted:
      """
      the certificate of `\(address)` is signed by `\(context[.name])`, which is not trusted\
      \(context.reply)
      """
    case .certificateExpiresSoon:
      """
      the certificate of `\(address)` expires in \(context[.found]) \
      day\(context[.found] == "1" ? "" : "s"), on \(context[.amount])
      """
    case .tlsNotOffered: "`\(address)` does not offer TLS, which the configuration requires"
    case .tlsRequired: "`\(address)` accepts only connections with TLS"
    case .tlsFailed: "the TLS handshake with `\(address)` fails\(context.reply)"
    case .verificationOff: "the certificate of `\(address)` is not verified"
    case .clockSkew: "the clock of `\(address)` differs by \(context[.amount]) from this machine's"
    case .leftBehind: "`\(context[.name])` may still exist at `\(address)`; it could not be removed"
    case .probeEnded: "the probe of \(service) ended unexpectedly\(context.reply)"
    case .stepSkipped: "step `\(context[.name])` is skipped\(context.reply)"
    }
  }

  package func help(_ context: ProblemContext) -> Message? {
    switch self {
    case .hostNotFound: "check the name, and run the probes where the server will run"
    case .connectionRefused:
      if let port = context.plan.anchors[.port]?.setting {
        "start \(context.service.title), or set `\(port)` to its port"
      } else {
        "start \(context.service.title), or check its port in the configuration"
      }
    case .notReachable, .noAnswer, .connectionLost:
      "check firewalls and routes between this machine and the service"
    case .unexpectedAnswer: "check the host and the port"
    case .certificateExpired, .certificateExpiresSoon: "renew the certificate of the service"
    case .authorityExpired: "replace the certificate of the authority"
    case .certificateNotYetValid: "check the clocks of this machine and of the service"
    case .certificateForAnotherName:
      "use a name from the certificate as the host, or issue a certificate for this name"
    case .certificateNotTrusted:
      """
      add the certificate of the authority to `\(context.authoritySetting)`
      """
    case .tlsNotOffered: TLSAdvice.notOffered(context.service)
    case .tlsRequired: TLSAdvice.required(context.service)
    case .tlsFailed: nil
    case .verificationOff: "set `tls=true`, and configure the authority"
    case .clockSkew: "synchronize both clocks"
    case .leftBehind: "remove it"
    case .probeEnded: "report this as a bug in wandb-cfg"
    case .stepSkipped:
      context[.reply].hasSuffix("not among the inputs")
        ? "add the object to the inputs to have it checked" : nil
    }
  }
}

/// Where services turn on TLS.
private enum TLSAdvice {
  static func notOffered(_ service: Service) -> Message {
    service == .smtp
      ? "use port 587 for STARTTLS, or turn on TLS at the mail server"
      : "turn on TLS in the service, or turn it off in the configuration"
  }

  static func required(_ service: Service) -> Message {
    switch service {
    case .ldap: "write ldaps:// in the address, or turn on `ldap.tls` for StartTLS"
    case .smtp: "turn on STARTTLS at the mail server, or use port 465"
    default: "turn on TLS in the configuration"
    }
  }
}

/// The codes that every service may have.
private enum Codes {
  private static let values =
    "global:\n  redis:\n    host: redis.example.com\n    port: 6380\n    params: {tls: true}\n"

  private static let id = ProbeCodes<ConnectionProblem>(.redis, .yaml(values))

  static let hostNotFound = id(
    "WB5001", .hostNotFound, .error, source: "getaddrinfo(3) of this machine",
    "The host of a service does not resolve.",
    """
    The name is looked up as the C library does. Names of a cluster, such as `redis.wandb.svc`, \
    resolve only inside it: run the probes in a pod, or on a machine with the same DNS.
    """, ["name": "redis.example.com", "reply": "Name or service not known"])
  static let connectionRefused = id(
    "WB5002", .connectionRefused, .error, source: "connect(2): ECONNREFUSED",
    "Nothing listens on the port of a service.",
    "The host was reached, and refused the connection. All its addresses were tried.",
    ["address": "redis.example.com:6380"])
  static let notReachable = id(
    "WB5003", .notReachable, .error, source: "connect(2)",
    "The network does not reach the host of a service.",
    "The message contains the reason of the operating system. All addresses were tried.",
    ["address": "redis.example.com:6380", "reply": "No route to host"])
  static let noAnswer = id(
    "WB5004", .noAnswer, .error, source: "`--timeout`",
    "A service does not answer in time.",
    """
    Either packets are dropped, as firewalls do, or the port accepts connections and says nothing. \
    The step that waited is the last one in the report. `--timeout` sets how long a probe may take.
    """, ["address": "redis.example.com:6380"])
  static let unexpectedAnswer = id(
    "WB5005", .unexpectedAnswer, .error, source: "The protocol of the service",
    "Something else than the service answers on its port.",
    "The message contains the beginning of the answer.",
    ["address": "redis.example.com:6380", "reply": "HTTP/1.1 400 Bad Request"])
  static let connectionLost = id(
    "WB5006", .connectionLost, .error, source: "recv(2)",
    "A service closes the connection without an answer.",
    "Services do so if they have too many clients, or do not accept the address of this machine.",
    ["address": "redis.example.com:6380"])
  static let certificateExpired = id(
    "WB5010", .certificateExpired, .error, source: "OpenSSL, X509_V_ERR_CERT_HAS_EXPIRED",
    "The certificate of a service has expired.",
    "No client that verifies certificates connects to the service.",
    ["address": "redis.example.com:6380", "amount": "Jan 31 12:00:00 2026 GMT"])
  static let authorityExpired = id(
    "WB5023", .authorityExpired, .error, source: "OpenSSL, X509_V_ERR_CERT_HAS_EXPIRED",
    "An authority in the chain of a service's certificate has expired.",
    """
    A chain is valid only as long as each certificate in it. The expired one is presented by the \
    service, or is one that this machine or the configuration trusts.
    """,
    [
      "address": "redis.example.com:6380", "name": "CN=Acme intermediate CA",
      "amount": "Jan 31 12:00:00 2026 GMT",
    ])
  static let certificateNotYetValid = id(
    "WB5011", .certificateNotYetValid, .error, source: "OpenSSL, X509_V_ERR_CERT_NOT_YET_VALID",
    "The certificate of a service is not valid yet.",
    "Mostly a clock is wrong: that of this machine, or of the one that issued the certificate.",
    ["address": "redis.example.com:6380"])
  static let certificateForAnotherName = id(
    "WB5012", .certificateForAnotherName, .error,
    source: "OpenSSL, X509_check_host without the common name, as Go does",
    "The certificate of a service is for another name.",
    """
    Only the subject alternative names count. W&B Server is written in Go, which has ignored the \
    common name since Go 1.15.
    """,
    ["address": "redis.example.com:6380", "found": "DNS:cache", "expected": "redis.example.com"])
  static let certificateNotTrusted = id(
    "WB5013", .certificateNotTrusted, .error, source: "OpenSSL, X509_verify_cert",
    "The certificate of a service is signed by an unknown authority.",
    """
    Trusted are the authorities of this machine, those in `global.customCACerts`, and those of the \
    service's own setting. The server's image may have others than this machine.
    """,
    [
      "address": "redis.example.com:6380", "name": "CN=Acme CA",
      "reply": "unable to get local issuer certificate",
    ])
  static let certificateExpiresSoon = id(
    "WB5014", .certificateExpiresSoon, .warning, source: "The certificate",
    "The certificate of a service expires within 30 days.",
    "When it expires, no client that verifies certificates connects to the service any more.",
    ["address": "redis.example.com:6380", "found": "12", "amount": "Jan 31 12:00:00 2027 GMT"])
  static let tlsNotOffered = id(
    "WB5015", .tlsNotOffered, .error, source: "OpenSSL, SSL_R_WRONG_VERSION_NUMBER",
    "A service does not offer TLS, but the configuration requires it.",
    "The server does not fall back to a connection without TLS, so it can't connect.",
    ["address": "redis.example.com:6380"])
  static let tlsRequired = id(
    "WB5016", .tlsRequired, .error, source: "The answer of the service",
    "A service requires TLS, but the configuration does not use it.",
    "A connection without TLS was refused, or closed although TLS works on the same port.",
    ["address": "redis.example.com:6380"])
  static let tlsFailed = id(
    "WB5017", .tlsFailed, .error, source: "OpenSSL, SSL_connect",
    "The TLS handshake with a service fails.",
    "The message contains the reason of OpenSSL, such as a version that is too old.",
    ["address": "redis.example.com:6380", "reply": "unsupported protocol"])
  static let verificationOff = id(
    "WB5018", .verificationOff, .warning, source: "go-sql-driver/mysql, parameter `tls`",
    "The configuration turns off the verification of a certificate.",
    "Anyone on the network path can read and change what is sent. The probe connects in the same way.",
    ["address": "redis.example.com:6380"])
  static let clockSkew = id(
    "WB5019", .clockSkew, .warning, source: "The time in the service's answer",
    "The clocks of a service and of this machine differ.",
    "Signed requests and tokens are refused when clocks differ by minutes.",
    ["address": "redis.example.com:6380", "amount": "7 minutes"])
  static let leftBehind = id(
    "WB5020", .leftBehind, .warning, source: "The answer of the service",
    "An object that `--write` created could not be removed.",
    "The object has a name of its own and is harmless. Remove it by hand.",
    ["name": "wandb-cfg-preflight-1-2-3"])
  static let probeEnded = id(
    "WB5021", .probeEnded, .error, source: "waitpid(2)",
    "The process of a probe ended before its steps did.",
    "Each probe is a process of its own, so the others are not affected.",
    ["reply": "signal 11"])
  static let stepSkipped = id(
    "WB5022", .stepSkipped, .note, source: "The inputs",
    "A step is skipped because a value is not known.",
    """
    The configuration refers to a Secret, a ConfigMap or a value that Terraform computes later. Add \
    the manifest with the Secret to the inputs, and the step runs.
    """,
    [
      "name": "signs in",
      "reply":
        "`global.redis.password` is key `password` of Secret `redis`, which is not among the inputs",
    ])
}
