import Pipeline
import Settings
import TestSupport
import Testing

/// Variables at every level of the chart, with its precedence.
@Suite struct VariableScopeTests {
  @Test func envWinsOverExtraEnvAndBothOverTypedKeys() {
    let compilation = Check.yaml(
      """
      global:
        auth: {oidc: {issuer: "https://a.example.com", clientId: c}}
        env: {OIDC_ISSUER: "https://c.example.com"}
        extraEnv: {OIDC_ISSUER: "https://b.example.com"}

      """)
    #expect(Check.value("global.auth.oidc.issuer", compilation) == "https://c.example.com")
  }

  @Test(arguments: [
    "extraEnv: {LOGGING_ENABLED: \"maybe\"}", "env: {LOGGING_ENABLED: \"maybe\"}",
    "containers: {app: {env: {LOGGING_ENABLED: \"maybe\"}}}",
    "env: {LOGGING_ENABLED: {value: \"maybe\"}}",
  ])
  func variablesOfComponentsAreDecoded(_ text: String) {
    #expect(Check.codes(Check.yaml("app: {\(text)}\n")) == ["WB2005"])
  }

  @Test func variablesOfComponentsStayOfTheComponent() {
    let compilation = Check.yaml(
      "global: {host: \"https://w.example.com\"}\napp: {env: {OIDC_CLIENT_ID: own}}\n")
    #expect(Check.value("global.auth.oidc.clientId", compilation) == nil)
    let view = compilation.resolved.views.first
    #expect(view?.component == "app")
    #expect(view?.resolved.configuration.oidc.clientID.literal == "own")
  }

  @Test func theContainersOwnVariableWins() {
    let compilation = Check.yaml(
      """
      app:
        containers: {app: {env: {OIDC_CLIENT_ID: c}}}
        env: {OIDC_CLIENT_ID: b}
        extraEnv: {OIDC_CLIENT_ID: a}

      """)
    let view = compilation.resolved.views.first
    #expect(view?.resolved.configuration.oidc.clientID.literal == "c")
  }

  @Test(arguments: ["extraEnv", "env"])
  func templatesInVariablesAreReported(_ section: String) {
    #expect(Check.codes(Check.yaml("global: {\(section): {A: \"{{ b }}\"}}\n")) == ["WB2022"])
    #expect(Check.codes(Check.yaml("app: {\(section): {A: \"{{ b }}\"}}\n")) == ["WB2022"])
  }

  @Test func mistypedVariablesOfComponentsAreReported() {
    #expect(Check.codes(Check.yaml("app: {env: {OIDC_ISUER: \"https://a\"}}\n")) == ["WB2004"])
  }
}
