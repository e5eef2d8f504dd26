import Diagnostics
import Pipeline
import TestSupport
import Testing

/// Names that Kubernetes refuses, hosts and keys that are none.
@Suite struct MalformedNameTests {
  private func resource(_ metadata: String) -> Sample {
    .values(
      """
      apiVersion: apps.wandb.com/v1
      kind: WeightsAndBiases
      metadata: {\(metadata)}
      spec: {values: {global: {host: https://w.example.com}}}
      """)
  }

  @Test(arguments: [
    ("name: Wandb_prod, namespace: Prod_NS", ["Wandb_prod", "Prod_NS"]),
    ("name: w.prod, namespace: w.prod", ["w.prod"]), ("name: -w", ["-w"]),
    ("name: wandb, namespace: prod", []), ("name: <NAME>, namespace: <NAMESPACE>", []),
    ("name: ''", [""]),
  ])
  func namesOfResources(_ metadata: String, _ spots: [String]) {
    let sample = resource(metadata)
    #expect(sample.spots("WB3075") == spots)
    #expect(sample.ownCodes.count == spots.count)
  }

  @Test(arguments: [
    ("'a=b': x", ["WB2032"]), ("'': x", ["WB2032"]), ("é: x", ["WB2032"]), ("'#x': x", ["WB2066"]),
    ("'a b': x", ["WB2066"]), ("1A: x", ["WB2066"]), ("_a.B-1: x", []),
    ("'a=b': null", ["WB2065"]),
  ])
  func namesOfVariables(_ entry: String, _ codes: [String]) {
    #expect(Sample.extraEnv(entry).codes == codes)
    #expect(Sample.values("app: {extraEnv: {\(entry)}}").codes == codes)
  }

  @Test(arguments: [
    ("smtp://smtp.x.com:587", "a scheme"), ("smtp.x.com:587", "a port"),
    ("u@smtp.x.com", "a user name"),
  ])
  func hostsOfMailServers(_ host: String, _ fault: String) {
    let found = Sample.values(
      "global: {email: {smtp: {host: '\(host)', port: 587, user: u, password: p}}}"
    ).findings("WB3074")
    #expect(found.map(\.message) == ["`global.email.smtp.host` must not contain \(fault)"])
  }

  @Test(arguments: ["role/a b", "role/*", "role/", "user/wandb"])
  func rolesOfServiceAccounts(_ resource: String) {
    let annotation = "eks.amazonaws.com/role-arn: 'arn:aws:iam::123456789012:\(resource)'"
    let sample = Sample.values("app: {serviceAccount: {annotations: {\(annotation)}}}")
    #expect(sample.findings("WB3055").count == 1)
  }

  @Test(arguments: [
    ("app: {autoscaling: {horizontal: {enabledd: true}}}", ["enabledd"]),
    ("app: {autoscaling: {horizontal: {enabled: true, maxReplica: 2}}}", ["maxReplica"]),
    ("app: {resources: {limit: {cpu: 1}, requests: {cpu: 1}}}", ["limit"]),
    ("ingress: {tls: [{secretname: x, hosts: [w]}]}", ["secretname"]),
    ("ingress: {secondary: {tls: [{hosts: [w]}, {host: [w]}]}}", ["host"]),
    ("app: {resources: {later: {cpu: 1}}, autoscaling: {other: {}}}", []),
  ])
  func nearMissesOfKubernetesNames(_ text: String, _ spots: [String]) {
    let sample = Sample.values(text)
    #expect(sample.spots("WB2061") == spots)
    #expect(sample.ownCodes.count == spots.count)
  }

  @Test func parametersOfURLsAreNamed() {
    let sample = Sample.env("REDIS=redis://r:6379?tls=maybe&ttlInSeconds=abc")
    #expect(
      sample.compilation.report.findings.map(\.message) == [
        "`tls` of `REDIS` must be true or false",
        "`ttlInSeconds` of `REDIS` must be a whole number",
      ])
  }

  @Test func newerReleasesAreNoted() {
    let chart = "spec: {chart: {version: 99.0.0}, values: {global: {host: https://w.example.com}}}"
    let head = "apiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\nmetadata: {name: wandb}\n"
    #expect(Sample.values(head + chart).spots("WB2031") == ["99.0.0"])
  }
}
