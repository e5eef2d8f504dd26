import ConfigSyntax
package import Diagnostics

/// Documents that refer to each other, and values that a wrapper does not pass on.
extension ShapeProblem {
  package static let keyMissing = DiagnosticID(
    "WB2141", "key-missing-in-object", .warning,
    evidence: .read(
      by: .kubernetes,
      source: "The kubelet: \"couldn't find key\"; Flux, helm-controller: \"missing key\""),
    Documentation(
      summary: "A Secret or ConfigMap among the inputs lacks a key that another input refers to.",
      explanation: """
        A container does not start while a key that it needs is missing, and Flux does not install a \
        release without its values. Something else may still add the key to the object: a patch, or \
        an operator that fills it.
        """,
      failing: .yaml(secret("stringData: {token: eyJhbGciOiJSUzI1NiJ9.e30.c2ln}")),
      passing: .yaml(resource)))

  package static let notBase64 = DiagnosticID(
    "WB2144", "secret-not-base64", .error,
    evidence: .read(by: .kubernetes, source: "The API server: \"illegal base64 data\""),
    Documentation(
      summary: "A value below `data` of a Secret is not valid base64.",
      explanation: """
        Kubernetes rejects the Secret, and whatever refers to it does not start. Below `stringData`, \
        values are plain text. Only Secrets that another input refers to are checked.
        """,
      failing: .yaml(secret("data: {license: eyJhbGciOiJSUzI1NiJ9.e30.c2ln}")),
      passing: .yaml(resource)))

  /// A resource whose Secret is not an input.
  private static let resource = """
    apiVersion: apps.wandb.com/v1
    kind: WeightsAndBiases
    metadata: {name: wandb}
    spec:
      values:
        global:
          host: https://wandb.example.com
          licenseSecret: {name: wandb-license, key: license}

    """

  private static func secret(_ data: String) -> String {
    """
    \(resource)---
    apiVersion: v1
    kind: Secret
    metadata: {name: wandb-license}
    \(data)

    """
  }

  package static let earlyReference = DiagnosticID(
    "WB2145", "reference-before-variable", .warning,
    evidence: .read(by: .kubernetes, source: "`EnvVar` of Kubernetes 1.32, \"previously defined\""),
    Documentation(
      summary: "A variable of a container refers to one that is defined after it.",
      explanation: """
        Kubernetes replaces `$(NAME)` only if `envFrom` or an earlier entry of `env` defines the \
        variable. Otherwise the container gets the text `$(NAME)`.
        """,
      failing: .yaml(
        pod(
          """
          - {name: MYSQL, value: "mysql://wandb:$(PASSWORD)@db.example.com/wandb"}
          - {name: PASSWORD, valueFrom: {secretKeyRef: {name: wandb, key: password}}}
          """)),
      passing: .yaml(
        pod(
          """
          - {name: PASSWORD, valueFrom: {secretKeyRef: {name: wandb, key: password}}}
          - {name: MYSQL, value: "mysql://wandb:$(PASSWORD)@db.example.com/wandb"}
          """))))

  private static func pod(_ variables: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: wandb}
    spec:
      containers:
        - name: wandb
          image: wandb/local:0.70.0
          env:
    \(variables.split(separator: "\n").map { "        " + $0 }.joined(separator: "\n"))

    """
  }

  package static let unreadValues = DiagnosticID(
    "WB2142", "values-not-passed-on", .warning,
    evidence: .read(by: .argoCD, source: "Argo CD 2.14, `ApplicationSourceHelm.ValuesYAML`"),
    Documentation(
      summary: "An Application has `values` that Argo CD ignores because of its `valuesObject`.",
      explanation: """
        Argo CD passes one of the two on to Helm, and prefers `valuesObject`. Nothing in `values` \
        has an effect, not even a key that `valuesObject` lacks.
        """,
      failing: .yaml(
        application(
          """
          values: |
            global: {host: "https://a.example.com"}
          valuesObject: {global: {host: "https://b.example.com"}}
          """)),
      passing: .yaml(
        application("valuesObject: {global: {host: \"https://b.example.com\"}}"))))

  private static func application(_ helm: String) -> String {
    """
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata: {name: wandb}
    spec:
      source:
        repoURL: https://charts.wandb.ai
        chart: operator-wandb
        targetRevision: 0.43.8
        helm:
    \(helm.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n"))

    """
  }
}

extension Diagnostic {
  /// A value of a Secret that the API server can't decode.
  static func notBase64(
    _ key: String, in object: KnownObjects.Object, at span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.notBase64, "`\(key)` of Secret `\(object.name.value)` is not valid base64",
      at: span)
    diagnostic.help = "encode the value, or move it to `stringData`"
    return diagnostic
  }

  /// A key that a reference at `span` needs and the object among the inputs does not have.
  package static func keyMissing(
    _ key: String, in object: KnownObjects.Object, at span: SourceSpan
  ) -> Diagnostic {
    let names = object.data.map { "`\($0.key.value)`" }
    var diagnostic = Diagnostic(
      ShapeProblem.keyMissing,
      "\(object.kind.rawValue) `\(object.name.value)` has no key `\(key)`", at: span)
    diagnostic.related = [Label("the \(object.kind.rawValue)", object.name.span)]
    diagnostic.help =
      names.isEmpty
      ? "add the key to the \(object.kind.rawValue)"
      : "it has \(names.prefix(10).joined(separator: ", "))"
    return diagnostic
  }
}
