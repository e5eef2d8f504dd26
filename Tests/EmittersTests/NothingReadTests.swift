import Diagnostics
import Emitters
import Pipeline
import TestSupport
import Testing

/// Inputs in which nothing is W&B's: nothing is rendered from them, and most are errors.
@Suite struct NothingReadTests {
  /// Inputs that are errors by themselves, each with the code that says so.
  private static let errors: [(files: [(String, String)], code: String)] =
    [
      // Files without content.
      [("values.yaml", "")], [("values.yaml", "# global: {}\n")], [("values.yaml", "---\n")],
      [("values.yaml", "{}\n")], [("values.yaml", "USER-SUPPLIED VALUES:\nnull\n")],
      [("values.json", "")], [("wandb.env", "")], [("wandb.env", "# HOST=https://w\n\n")],
      [("terraform.tfvars", "")], [("terraform.tfvars", "# license = \"x\"\n")],
      [("terraform.tfvars.json", "{}\n")], [("main.tf", "")],
      [("list.yaml", "apiVersion: v1\nkind: List\nitems: []\n")],
      // Containers.
      [("compose.yaml", "services: {wandb: {image: wandb/local, environment: {TZ: UTC}}}\n")],
      [("pod.yaml", pod("wandb/local:0.77.0", "[]"))],
      [("pod.yaml", pod("wandb/local:0.77.0", "[{name: TZ, value: UTC}]"))],
      [("inspect.json", inspect("wandb/local", "\"PATH=/bin\""))],
      [("start.sh", "docker run -d -e TZ=UTC wandb/local\n")],
      // Wrappers.
      [("release.yaml", release("operator-wandb"))],
      [("release.yaml", release("operator-wandb", "  values: {}\n"))],
      [("application.yaml", application("operator-wandb", ""))],
      [("application.yaml", application("operator-wandb", "# global: {}"))],
      [("helmfile.yaml", "releases: [{name: w, chart: wandb/operator-wandb}]\n")],
      [("Chart.yaml", chart), ("values.yaml", "operator-wandb: {}\n")],
      [("Chart.yaml", chart), ("values.yaml", "podinfo: {replicas: 2}\n")],
      [("main.tf", helmRelease("operator-wandb", "https://charts.wandb.ai"))],
      [("terragrunt.hcl", terragrunt("wandb/wandb/aws", ""))],
      [("terragrunt.hcl", terragrunt("wandb/wandb/aws", "inputs = {}\n"))],
    ].map { ($0, "WB2001") }
    + [
      // Documents of other programs.
      [("values.yaml", "null\n")], [("list.json", "[]\n")],
      [("config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: w}\ndata: {HOST: w}\n")],
      [("compose.yaml", "services: {}\n")],
      [("compose.yaml", "services: {web: {image: nginx, environment: {HOST: \"https://w\"}}}\n")],
      [("pod.yaml", pod("nginx", "[{name: HOST, value: \"https://w\"}]"))],
      [("inspect.json", inspect("nginx", "\"HOST=https://w\""))],
      [("start.sh", "")], [("start.sh", "#!/bin/sh\necho HOST=https://w\n")],
      [("start.sh", "docker run -e HOST=https://w nginx\n")],
      [("release.yaml", release("podinfo", "  values: {host: w}\n"))],
      [("application.yaml", application("nginx", "host: w"))],
      [("helmfile.yaml", "releases: [{name: w, chart: bitnami/nginx, values: [{host: w}]}]\n")],
      [("Chart.yaml", chart)],
      [("main.tf", helmRelease("nginx", "https://charts.example.com"))],
      [("terragrunt.hcl", terragrunt("acme/vpc/aws", "inputs = {\n  name = \"w\"\n}\n"))],
    ].map { ($0, "WB2003") }

  /// Inputs that may be part of a deployment, although nothing in them can be rendered.
  private static let unwritten: [[(String, String)]] = [
    [("main.tf", "variable \"x\" {}\n")],
    [("main.tf", "terraform {\n  required_version = \">= 1.5\"\n}\n")],
    [("main.tf", "module \"x\" {\n  source = \"./x\"\n}\n")],
    [("main.tf", "resource \"aws_s3_bucket\" \"files\" {\n  bucket = \"files\"\n}\n")],
    [("values.yaml", "global: {}\n")],
    [
      (
        "compose.yaml",
        "services: {w: {image: wandb/local, environment: {HOST: \"${HOST}\", LICENSE: \"${L:?}\"}}}\n"
      )
    ],
  ]

  @Test func inputsWithoutSettingsAreErrors() {
    for (files, code) in Self.errors {
      let compilation = compile(files)
      let codes = compilation.report.findings.filter { $0.severity == .error }.map(\.id.code)
      #expect(codes == [code], "\(files)")
      #expect(!compilation.isReadable, "\(files)")
    }
  }

  @Test func nothingIsRenderedFromThem() {
    for files in Self.errors.map(\.files) + Self.unwritten {
      let compilation = compile(files)
      for emitter in EmitterCatalog.all where emitter.target.name != "checklist" {
        var report = compilation.report
        let artifacts = Compiler.render(compilation, emitter, EmitOptions(), &report)
        #expect(artifacts.isEmpty && report.hasErrors, "\(emitter.target.name) \(files)")
      }
    }
  }

  private func compile(_ files: [(String, String)]) -> Compilation {
    Compiler.compile(files.map { Check.input($0.0, $0.1) }, Check.options)
  }

  // MARK: Texts

  private static func pod(_ image: String, _ env: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
        - {name: web, image: "\(image)", env: \(env)}

    """
  }

  private static func inspect(_ image: String, _ env: String) -> String {
    "[{\"Name\": \"/web\", \"Config\": {\"Image\": \"\(image)\", \"Env\": [\(env)]}, \"State\": {}}]\n"
  }

  private static func release(_ chart: String, _ values: String = "") -> String {
    """
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: {name: w}
    spec:
      chart: {spec: {chart: \(chart), sourceRef: {kind: HelmRepository, name: charts}}}

    """ + values
  }

  private static func application(_ chart: String, _ values: String) -> String {
    """
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata: {name: w}
    spec:
      source:
        chart: \(chart)
        repoURL: https://charts.example.com
        helm: {values: "\(values)"}

    """
  }

  private static let chart = """
    apiVersion: v2
    name: site
    version: 1.0.0
    dependencies: [{name: operator-wandb, version: 0.40.0, repository: "https://charts.wandb.ai"}]

    """

  private static func helmRelease(_ chart: String, _ repository: String) -> String {
    """
    resource "helm_release" "w" {
      name       = "w"
      chart      = "\(chart)"
      repository = "\(repository)"
    }

    """
  }

  private static func terragrunt(_ module: String, _ inputs: String) -> String {
    "terraform {\n  source = \"tfr:///\(module)?version=7.18.2\"\n}\n" + inputs
  }
}
