import Diagnostics
import Pipeline
import TestSupport
import Testing

/// Values that Kubernetes, or a template of the chart, accepts or does not.
@Suite struct KubernetesTypesTests {
  private func found(_ text: String) -> [String] {
    Compiler.compile([Check.input("values.yaml", text + "\n")], Check.options).report.findings.map {
      $0.id.code
    }
  }

  @Test(arguments: [
    "0.5", "2", "500m", "4Gi", "\"1e3\"", "\"1E\"", "\".5\"", "100M", "\"2.\"", "1.5Ti", "\"+1\"",
  ])
  func acceptsQuantity(_ quantity: String) {
    #expect(found("api: {resources: {requests: {ephemeral-storage: \(quantity)}}}") == [])
  }

  @Test(arguments: ["4GB", "4gi", "\"4 Gi\"", "two", "\"1.2.3\"", "512MiB", "-1", "\"2 \""])
  func rejectsQuantity(_ quantity: String) {
    #expect(found("api: {resources: {requests: {ephemeral-storage: \(quantity)}}}") == ["WB2042"])
  }

  @Test(arguments: ["a", "\"\"", "A_b-1.c", "\"{{ .Release.Name }}\"", "\"7\""])
  func acceptsLabel(_ label: String) { #expect(found("app: {podLabels: {team: \(label)}}") == []) }

  @Test(arguments: ["a b", "-a", "a.", "7", "true", "1.5", "[a]", "{a: b}", "$(TEAM)"])
  func rejectsLabel(_ label: String) {
    #expect(found("app: {podLabels: {team: \(label)}}") == ["WB2044"])
  }

  @Test(arguments: [
    "app: {env: {A: {valueFrom: {fieldRef: {fieldPath: status.podIP}}}}}",
    "app: {env: {A: {value: x}, B: plain, C: 12, D: true}}",
    "global: {extraEnv: {A: {valueFrom: {configMapKeyRef: {name: a, key: b, optional: true}}}}}",
    "app: {podSecurityContext: {runAsUser: 999, fsGroupChangePolicy: OnRootMismatch}}",
    "app: {tolerations: [{operator: Exists}], nodeSelector: {pool: ml}}",
    "ingress: {install: \"yes\", class: nginx, additionalHosts: [a.example.com]}",
    "app: {service: {enabled: 1}, replicaCount: \"2 \", priorityClassName: high}",
    "global: {size: tiny}",
    "app: {image: {repository: \"registry.example.com:5000/wandb/local\", pullPolicy: \"\"}}",
    "app: {containers: {app: {livenessProbe: false, resources: []}}, affinity: []}",
    "app: {volumes: [{name: \"{{ .Release.Name }}-ca\", emptyDir: {}}], restartPolicy: Always}",
    "app: {deployment: {labels: \"\"}, fullnameOverride: wandb-app, strategy: {type: Recreate}}",
    "api: {cronJobs: {a: {restartPolicy: Never, concurrencyPolicy: Forbid}}}",
  ])
  func acceptsWhatRenders(_ values: String) { #expect(found(values) == []) }

  @Test(arguments: [
    ("app: {image: {repository: \"wandb/Local\"}}", "WB2049"),
    ("app: {image: {digest: \"sha256:12\"}}", "WB2049"),
    ("app: {containers: {app: {livenessProbe: {tcpSocket: 80}}}}", "WB2041"),
    ("app: {volumes: [{name: a, secret: {secretName: s, item: []}}]}", "WB2046"),
    ("app: {volumes: [{name: a, hostPath: {type: File}}]}", "WB2052"),
    ("app: {kind: deployment}", "WB2068"),
    ("app: {nameOverride: \"1e5\"}", "WB2047"),
    ("app: {image: {tag: 0.75}}", "WB2041"),
    ("global: {extraEnv: \"\"}", "WB2041"),
    ("global: {kafka: {brokerPort: 1234567}}", "WB2014"),
  ])
  func reportsWhatDoesNotRender(_ values: String, _ code: String) {
    #expect(found(values) == [code])
  }

  @Test func requestOfTheSizeMayBeInAnotherFile() {
    let inputs = [
      Check.input("0.yaml", "global: {size: small}\napp: {resources: {limits: {cpu: 500m}}}\n"),
      Check.input("1.yaml", "app: {resources: {requests: {cpu: 250m}}}\n"),
    ]
    #expect(Check.codes(Compiler.compile(inputs, Check.options)) == [])
    #expect(Check.codes(Compiler.compile([inputs[0]], Check.options)) == ["WB2043"])
  }
}
