package import Diagnostics
package import Probing

extension HostProblem: ReportedProblem {
  package var id: DiagnosticID {
    switch self {
    case .notInDNS: Codes.notInDNS
    case .withoutServer: Codes.withoutServer
    case .certificateForAnotherName: Codes.certificateForAnotherName
    case .certificateNotTrusted: Codes.certificateNotTrusted
    case .placeholderCertificate: Codes.placeholderCertificate
    case .redirects: Codes.redirects
    case .bodyRefused: Codes.bodyRefused
    }
  }

  package func message(_ context: ProblemContext) -> Message {
    let address = context.address
    return switch self {
    case .notInDNS: "`\(context[.name])` does not resolve\(context.reply)"
    case .withoutServer: "no server answers at `\(address)` yet\(context.reply)"
    case .certificateForAnotherName:
      """
      the certificate at `\(address)` is for `\(context[.found])`, not for `\(context[.expected])`
      """
    case .certificateNotTrusted:
      """
      the certificate at `\(address)` is signed by `\(context[.name])`, which is not trusted here\
      \(context.reply)
      """
    case .placeholderCertificate:
      "`\(address)` presents the certificate that its ingress controller made for itself"
    case .redirects: "`\(address)` redirects to `\(context[.found])`"
    case .bodyRefused: "a proxy at `\(address)` refuses a request of 10 MB\(context.reply)"
    }
  }

  package func help(_ context: ProblemContext) -> Message? {
    switch self {
    case .notInDNS: "create a DNS record that points to the load balancer or the machine"
    case .withoutServer: nil
    case .certificateForAnotherName, .placeholderCertificate:
      "install a certificate for this host at the ingress, the load balancer or the proxy"
    case .certificateNotTrusted:
      "add the certificate of the authority to `global.customCACerts`, and to the clients"
    case .redirects: "set `global.host` to the final URL, or let the proxy pass requests through"
    case .bodyRefused:
      "let the proxy accept bodies of any size; for nginx, `client_max_body_size 0`"
    }
  }
}

private enum Codes {
  private static let values = "global:\n  host: https://wandb.example.com\n"

  private static let id = ProbeCodes<HostProblem>(.host, .yaml(values))

  static let notInDNS = id(
    "WB5270", .notInDNS, .warning, by: .probedService, source: "getaddrinfo(3) of this machine",
    "The host of the server does not resolve.",
    """
    Browsers, SDKs and training machines find the server by this name. Before the installation, the \
    address of the load balancer may not be known yet; afterwards, a record has to exist.
    """, ["name": "wandb.example.com", "reply": "Name or service not known"])
  static let withoutServer = id(
    "WB5271", .withoutServer, .note, by: .probedService, source: "The answer to `GET /healthz`",
    "No server answers at the host.",
    """
    Nothing is wrong before the installation. Statuses 404, 502, 503 and 504 come from a proxy \
    that has no server to pass requests to.
    """, ["address": "https://wandb.example.com", "reply": "HTTP 503"])
  static let certificateForAnotherName = id(
    "WB5272", .certificateForAnotherName, .warning, by: .tlsClients,
    source: "OpenSSL, X509_check_host without the common name, as Go and browsers do",
    "The certificate at the host is for another name.",
    """
    Clients refuse the connection. An ingress controller presents a default certificate until the \
    one of the server is installed, so this is a warning.
    """,
    [
      "address": "wandb.example.com:443", "found": "*.apps.example.com",
      "expected": "wandb.example.com",
    ])
  static let certificateNotTrusted = id(
    "WB5273", .certificateNotTrusted, .warning, by: .tlsClients,
    source: "OpenSSL, X509_verify_cert",
    "The certificate at the host is signed by an unknown authority.",
    """
    Neither this machine nor `global.customCACerts` has the authority. Components of the server that \
    use its public URL refuse the connection, and so do clients that do not know the authority.
    """,
    [
      "address": "wandb.example.com:443", "name": "CN=Acme CA",
      "reply": "unable to get local issuer certificate",
    ])
  static let placeholderCertificate = id(
    "WB5274", .placeholderCertificate, .warning, by: .tlsClients,
    source: "The names of the certificates that ingress-nginx and Traefik generate",
    "The ingress controller has no certificate for the host.",
    """
    ingress-nginx and Traefik present a certificate of their own making if no Secret has one for the \
    host. No client trusts it.
    """, ["address": "wandb.example.com:443"])
  static let redirects = id(
    "WB5275", .redirects, .warning, by: .probedService, source: "The answer to `GET /healthz`",
    "The host redirects to another URL.",
    """
    Either the server has another public URL, such as one with `https`, or a proxy asks for a login of \
    its own. SDKs send API keys to the configured host, and fail at such a login.
    """, ["address": "https://wandb.example.com", "found": "https://login.example.com"])
  static let bodyRefused = id(
    "WB5276", .bodyRefused, .warning, by: .ingressController,
    source: "nginx, `client_max_body_size`; `wandb verify` uploads 10 MB",
    "A proxy before the server refuses large requests.",
    """
    With `--write`, ten million bytes are sent to `/graphql` without credentials, as `wandb verify` \
    does. The limit of nginx is 1 MB by default. Runs log more than that.
    """, ["address": "https://wandb.example.com", "reply": "HTTP 413"])
}
