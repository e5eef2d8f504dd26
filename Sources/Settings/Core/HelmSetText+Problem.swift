package import Diagnostics

extension HelmSetText {
  /// What Helm's `set` parser refuses or changes, wherever a text passes through it.
  package static let problem = DiagnosticID(
    "WB3147", "unescaped-helm-text", .error,
    evidence: .read(
      by: .helm,
      source: "`set` of module helm 1.0.0 to 4.0.0, with the real parser of Helm 3.17 and 4.1"),
    Documentation(
      summary: "A text that reaches the chart through Helm's `set` is not escaped for its parser.",
      explanation: """
        The parser ends a value at a comma and removes backslashes; what follows the comma must \
        be another `NAME=VALUE`. A `helm_release` passes the values of `set` on as they are, and \
        Flux those with a `targetPath`: write `\\,` for a comma. Argo CD and helmfile escape \
        commas themselves. Every release of module `helm` passes `spec` to Helm with `set`, in \
        which a double quote also ends the YAML text. The modules of the clouds pass \
        `other_wandb_env` on in the same way. In text of one line, write `\\x2c` for a comma, \
        `\\x22` for a double quote and `\\\\` for a backslash; in text of several lines, `\\,` \
        and `\\\\` (in HCL, each of these backslashes is written twice).
        """,
      failing: example(#""a.example.com,b.example.com""#),
      passing: example(#""a.example.com\\x2cb.example.com""#)))

  /// What Helm's `set` parser accepts, but hardly as it was meant.
  package static let cut = DiagnosticID(
    "WB2182", "text-ends-at-comma", .warning,
    evidence: .read(by: .helm, source: "Package `strvals` of Helm 3.17, tried with Helm 4.1"),
    Documentation(
      summary:
        "Helm's `set` parser ends a text at a comma, and the rest sets a key that nothing reads.",
      explanation: """
        What looks like `NAME=VALUE` after the comma is another setting for the parser, so `a,b=c` \
        sets the text `a`, and a key `b` that no template of the chart reads. A `helm_release` and a \
        `targetPath` of Flux need `\\,` for a comma in a text.
        """,
      failing: release(#""email=mail,group=gidNumber""#),
      passing: release(#""email=mail\\,group=gidNumber""#)))

  private static func release(_ text: String) -> Example {
    .terraform(
      """
      resource "helm_release" "wandb" {
        name       = "wandb"
        repository = "https://charts.wandb.ai"
        chart      = "operator-wandb"
        version    = "0.43.8"
        set {
          name  = "global.host"
          value = "https://wandb.example.com"
        }
        set {
          name  = "global.extraEnv.LOCAL_LDAP_ATTRIBUTES"
          value = \(text)
        }
      }

      """)
  }

  private static func example(_ text: String) -> Example {
    .terraform(
      """
      module "wandb" {
        source  = "wandb/wandb/helm"
        version = "4.0.0"
        spec = {
          values = {
            global = {
              host     = "https://wandb.example.com"
              extraEnv = { NO_PROXY = \(text) }
            }
          }
        }
      }

      """)
  }
}
