import ConfigSyntax
package import Diagnostics
import Documents
import Settings

/// A reverse proxy for the server, which does not end TLS itself.
///
/// Source: documentation, "Deploy W&B Platform On-premises", section "Example nginx configuration";
/// `wandb verify`, which uploads 10 MB and asks for an unlimited body.
package enum NginxEmitter: Emitter {
  package static let target = Target(
    name: "nginx", files: ["nginx.conf"],
    summary: "nginx as reverse proxy, which ends TLS for the server")

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    let setting = request.configuration.host
    guard let host = setting.writable else {
      bag.report(.missing("global.host", for: target, request.resolved))
      return nil
    }
    guard let address = PublicAddress(host), NginxDocument.isText(address.host) else {
      bag.report(request.unwritable(target, .notAHost, about: "global.host", setting))
      return nil
    }
    guard let upstream = upstream(request, &bag) else { return nil }
    let names = [address.host] + additionalHosts(request)
    let document = Self.document(address, names, upstream)
    return [Artifact(fileName: target.files[0], text: document.render(), sensitivity: .open)]
  }

  fileprivate static let defaultUpstream = "127.0.0.1:\(ServerContainer.serverPort)"

  /// `HOST:PORT` of the server; assumed, and reported, unless the inputs say so.
  private static func upstream(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> String? {
    let setting = request.configuration.cloud.upstream
    guard let configured = setting.writable else {
      // A container publishes its port on this machine, as target `compose` does.
      let isContainer = request.resolved.deployment?.form == .container
      if !isContainer { bag.report(.assumedUpstream(request)) }
      return defaultUpstream
    }
    let isAddress =
      !configured.isEmpty && NginxDocument.isText(configured)
      && !configured.unicodeScalars.contains { $0 == "/" || $0.value <= 0x20 }
    guard isAddress else {
      bag.report(request.unwritable(target, .notAnAddress, about: "proxy.upstream", setting))
      return nil
    }
    return configured
  }

  /// Other names of the server that nginx listens for.
  private static func additionalHosts(_ request: RenderRequest) -> [String] {
    let elements = request.configuration.ingress.additionalHosts.literal?.elements ?? []
    return elements.compactMap { $0.scalar?.text }
      .filter { !$0.isEmpty && NginxDocument.isText($0) }
  }

  private static func document(
    _ address: PublicAddress, _ names: [String], _ upstream: String
  ) -> NginxDocument {
    let own = server(address, names, upstream)
    let servers = address.usesTLS && address.port == 443 ? [redirect(names), own] : [own]
    return NginxDocument([
      .comment("Reverse proxy of W&B Server."), .block("events", [], []), .blank,
      .block("http", [], maps + servers.flatMap { [.blank, $0] }),
    ])
  }

  /// What a load balancer before nginx says of the request passes through; without one, it is
  /// what nginx received.
  private static var maps: [NginxDocument.Line] {
    let headers = [
      ("http_x_forwarded_proto", "proxy_x_forwarded_proto", "scheme"),
      ("http_x_forwarded_host", "proxy_x_forwarded_host", "http_host"),
      ("http_x_forwarded_port", "proxy_x_forwarded_port", "server_port"),
    ]
    let passed = headers.map { header, name, own in
      NginxDocument.Line.block(
        "map", [.variable(header), .variable(name)],
        [.directive("default", [.variable(header)]), .directive("", [.variable(own)])])
    }
    return [.comment("Headers of a load balancer before this proxy pass through.")] + passed
      + [
        .comment("Without `Upgrade`, the connection to the server ends with the response."),
        .block(
          "map", [.variable("http_upgrade"), .variable("proxy_connection")],
          [.directive("default", ["upgrade"]), .directive("", ["close"])]),
      ]
  }

  /// Sends browsers that ask over HTTP to the same page over HTTPS.
  private static func redirect(_ names: [String]) -> NginxDocument.Line {
    .block(
      "server", [],
      [
        .directive("listen", ["80"]), .directive("server_name", names.map { .text($0) }),
        .directive("return", ["301", "https://" + .variable("host") + .variable("request_uri")]),
      ])
  }

  private static func server(
    _ address: PublicAddress, _ names: [String], _ upstream: String
  ) -> NginxDocument.Line {
    var lines: [NginxDocument.Line] = [
      .directive("listen", [.text("\(address.port)")] + (address.usesTLS ? ["ssl"] : [])),
      .directive("server_name", names.map { .text($0) }),
    ]
    if address.usesTLS {
      lines += [
        .comment("The certificate with its chain, and its key, in the folder of this file."),
        .directive("ssl_certificate", [.text(address.host + ".crt")]),
        .directive("ssl_certificate_key", [.text(address.host + ".key")]),
        .directive("ssl_protocols", ["TLSv1.2", "TLSv1.3"]),
      ]
    }
    lines += [
      .blank, .comment("Files of any size, which are passed on while they arrive."),
      .directive("client_max_body_size", ["0"]), .directive("proxy_request_buffering", ["off"]),
      .directive("proxy_buffering", ["off"]), .directive("proxy_http_version", ["1.1"]),
      .directive("keepalive_timeout", ["10"]), .blank,
    ]
    lines += headers.map { .directive("proxy_set_header", [.text($0.0), .variable($0.1)]) }
    lines += [
      .blank, .block("location", ["/"], [.directive("proxy_pass", [.text("http://" + upstream)])]),
    ]
    return .block("server", [], lines)
  }

  private static var headers: [(String, String)] {
    [
      ("Host", "http_host"), ("Upgrade", "http_upgrade"), ("Connection", "proxy_connection"),
      ("X-Real-IP", "remote_addr"), ("X-Forwarded-For", "proxy_add_x_forwarded_for"),
      ("X-Forwarded-Proto", "proxy_x_forwarded_proto"),
      ("X-Forwarded-Host", "proxy_x_forwarded_host"),
      ("X-Forwarded-Port", "proxy_x_forwarded_port"),
    ]
  }
}

extension Diagnostic {
  fileprivate static func assumedUpstream(_ request: RenderRequest) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.assumedLocation,
      "nginx.conf assumes that the server listens at \(NginxEmitter.defaultUpstream)",
      at: request.beginning)
    diagnostic.setting = "proxy.upstream"
    diagnostic.help = "set its address with --set proxy.upstream=HOST:PORT"
    return diagnostic
  }
}

extension Message {
  fileprivate static var notAHost: Message { "`global.host` must be the URL of a host" }

  fileprivate static var notAnAddress: Message {
    "`proxy.upstream` must be an address and a port"
  }
}
