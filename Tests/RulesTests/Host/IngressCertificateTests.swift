import TestSupport
import Testing

/// Hosts that the certificates of an Ingress cover, with wildcards and ports.
@Suite struct IngressTLSWithoutHostTests {
  @Test(
    arguments: [
      (.certificate("https://a.example.com", "[b.example.com, c.example.com]"), "b.example.com"),
      (.certificate("https://a.b.example.com", "['*.example.com']"), "*.example.com"),
      (.certificate("https://example.com:8443", "['*.example.com']"), "*.example.com"),
      (.resource("global: {host: 'https://a.org'}\ningress: {tls: [{hosts: [b.org]}]}"), "b.org"),
      (.layers("global: {host: 'https://a.org'}", "ingress: {tls: [{hosts: [b.org]}]}"), "b.org"),
    ] as [(Sample, String)])
  func reportsCertificatesForOtherHosts(_ sample: Sample, _ text: String) {
    #expect(sample.spots("WB3027") == [text])
  }

  @Test(
    arguments: [
      .certificate("https://a.example.com", "[b.example.com, A.example.com]"),
      .certificate("https://a.example.com", "['*.example.com']"),
      .certificate("https://a.example.com", "['{{ .Values.global.host }}']"),
      .certificate("https://a.example.com", "[]"),
      .values("ingress: {tls: [{secretName: tls, hosts: [b.example.com]}]}"),
      .values("global: {host: 'https://a.org'}\ningress: {tls: [{secretName: tls}]}"),
      .values(
        "global: {host: 'https://a.org'}\ningress: {create: false, tls: [{hosts: [b.org]}]}"),
    ] as [Sample])
  func acceptsCertificatesForTheHost(_ sample: Sample) {
    #expect(sample.codes == [])
  }

  /// Each has a finding of its own.
  @Test(
    arguments: [
      (.certificate("https://a.example.com", "[<HOST_URI>]"), ["WB2008"]),
      (.certificate("https://<HOST_URI>", "[b.example.com]"), ["WB2008"]),
      (.certificate("a.example.com", "[b.example.com]"), ["WB3015"]),
      (.certificate("https://a.example.com:8443", "[a.example.com]"), ["WB3086"]),
    ] as [(Sample, [String])])
  func leavesPlaceholdersAndMalformedHosts(_ sample: Sample, _ codes: [String]) {
    #expect(sample.codes == codes)
  }
}

/// Hosts that Kubernetes rejects in the chart's Ingress, and where there is none.
@Suite struct HostRefusedByIngressTests {
  @Test(arguments: [
    ("https://a.org:8443", "{class: nginx}", ["WB3086"]), ("http://10.0.0.1", "{}", ["WB3087"]),
    ("https://A.org", "{create: true}", ["WB3086"]), ("https://a_b.org", "{}", ["WB3087"]),
    ("https://a-.org", "{class: nginx}", ["WB3086"]), ("https://a.org", "{class: nginx}", []),
    ("https://a.org:8443", "{install: false}", []), ("http://localhost:8080", "{}", []),
  ])
  func dependsOnTheIngress(_ host: String, _ ingress: String, _ codes: [String]) {
    let text = "global: {host: '\(host)'}\ningress: \(ingress)\n"
    #expect(Check.codes(Check.yaml(text)) == codes)
  }
}

/// Hosts without TLS, and all the ways to give their Ingress a certificate.
@Suite struct PlainHostBehindTLSTests {
  @Test(
    arguments: [
      (.certificate("http://a.org", "[a.org]"), "http://a.org"),
      (
        .annotation("http://a.org", "alb.ingress.kubernetes.io/certificate-arn: 'arn:aws:acm'"),
        "http://a.org"
      ),
      (.annotation("http://a.org", "cert-manager.io/cluster-issuer: acme"), "http://a.org"),
      (.resource("global: {host: 'http://a.org'}\ningress: {tls: [{}]}"), "http://a.org"),
    ] as [(Sample, String)])
  func reportsPlainHostsBehindTLS(_ sample: Sample, _ text: String) {
    #expect(sample.spots("WB3028") == [text])
  }

  @Test(
    arguments: [
      .certificate("https://a.org", "[a.org]"), .env("HOST=http://a.org"),
      .annotation("http://a.org", "kubernetes.io/ingress.class: gce"),
      .annotation("http://a.org", "cert-manager.io/issuer: ''"),
      .values(
        "global: {host: 'http://a.org'}\ningress: {install: false, tls: [{hosts: [a.org]}]}"),
    ] as [Sample])
  func acceptsHostsOfTheirIngress(_ sample: Sample) {
    #expect(sample.codes == [])
  }

  @Test func leavesMalformedHosts() {
    let sample = Sample.annotation("http://a.org/app", "cert-manager.io/issuer: acme")
    #expect(sample.codes == ["WB3015"])
  }
}
