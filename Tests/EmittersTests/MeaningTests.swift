import ConfigSyntax
import Diagnostics
import Emitters
import Pipeline
import Settings
import TestSupport
import Testing

/// What a value means on one surface is what it means on another.
@Suite struct MeaningTests {
  private func render(_ compilation: Compilation, _ target: String) throws -> String {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var report = Report()
    return Compiler.render(compilation, emitter, EmitOptions(), &report).first?.text ?? ""
  }

  /// Kubernetes reads `$$` as `$`, and `$(NAME)` as a variable.
  @Test(arguments: ["pa$$word", "a$$(D)", "$$$", "$x", "$(X)", "$", "{{ x }}$$(y)"])
  func dollarsSurvive(_ text: String) throws {
    let start = Check.env("LDAP_BIND_PW=\(text)\nANY_NAME=\(text)\n")
    let helm = Check.yaml(try render(start, "helm"))
    #expect(Check.value("ldap.bindPassword", helm) == text)
    let end = Check.env(try render(helm, "docker-env"))
    #expect(Check.value("ldap.bindPassword", end) == text)
    let any = end.resolved.configuration.unmodelled.environment.first { $0.name == "ANY_NAME" }
    #expect(any?.value.scalar?.text == text)
  }

  @Test func mailOverHTTPSIsAVariableOfTheChart() throws {
    let url = "https://api.wandb.ai/email/dispatch"
    let text = try render(Check.env("GORILLA_EMAIL_SINK=\(url)\n"), "helm")
    #expect(text.contains("GORILLA_EMAIL_SINK: \(url)\n"))
    #expect(!text.contains("smtp"))
    #expect(try render(Check.yaml(text), "docker-env") == "GORILLA_EMAIL_SINK=\(url)\n")
  }

  @Test func unknownParametersOfMailOverHTTPSAreKept() throws {
    let variable = "GORILLA_EMAIL_SINK=https://mail.example.com/send?zebra=1\n"
    let text = try render(Check.env(variable), "helm")
    #expect(text.contains("https://mail.example.com/send?zebra=1\"\n"))
    #expect(try render(Check.yaml(text), "docker-env") == variable)
  }

  /// What no setting claims goes on as well.
  @Test func unknownParametersAfterThePortOfRedisAreKept() throws {
    let start = Check.yaml("global: {redis: {host: r, port: \"6380?tls=true&zebra=a%2Fb\"}}\n")
    #expect(Check.codes(start) == ["WB2004"])
    #expect(
      try render(start, "docker-env")
        == "REDIS=redis://r:6380?tls=true&ttlInSeconds=604800&zebra=a/b\n")
    #expect(try render(start, "helm").contains("zebra: a/b"))
  }

  @Test func namesThatNoEnvFileHoldsAreLeftOut() throws {
    let start = Check.yaml("global: {extraEnv: {\"BAD NAME\": x, \"A=B\": c, GOOD: d}}\n")
    #expect(try render(start, "docker-env") == "GOOD=d\n")
  }

  @Test func aCertificateOfRedisMeansTLS() throws {
    let start = Check.yaml("global: {redis: {host: r, caCert: PEM}}\n")
    #expect(
      try render(start, "docker-env") == "REDIS=redis://r:6379?tls=true&ttlInSeconds=604800\n")
  }

  @Test(arguments: [
    "HTTPS_PROXY=http://u:hunter2@p\n", "LDAP_ADDRESS=ldap://u:hunter2@h\n",
    "REDIS=redis://r?password=hunter2\n", "MYSQL_PASWORD=hunter2\n",
  ])
  func redactedArtifactsHoldNoSecret(_ text: String) throws {
    var options = EmitOptions()
    options.secrets = .redact
    for name in ["helm", "docker-env"] {
      let emitter = try #require(EmitterCatalog.emitter(named: name))
      var report = Report()
      let artifacts = Compiler.render(Check.env(text), emitter, options, &report)
      #expect(!artifacts.contains { $0.text.contains("hunter2") }, "\(name)")
    }
    let emitter = try #require(EmitterCatalog.emitter(named: "docker-env"))
    var report = Report()
    let literal = Compiler.render(Check.env(text), emitter, EmitOptions(), &report)
    #expect(literal.first?.sensitivity == .secret)
  }
}
