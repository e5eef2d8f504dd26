import Diagnostics
import Documents
import FuzzTargets
import Generators
import Pipeline
import Settings
import TestSupport
import Testing

/// A configuration inside of a document of another program is read as it is by itself.
@Suite struct EmbeddedConfigurationTests {
  /// What writes a document around values of the chart, and the name of its file.
  private static let wrappers: [(file: String, write: @Sendable (String) -> [(String, String)])] = [
    ("HelmRelease", { [("release.yaml", release + "  values:\n" + indent($0, 4))] }),
    (
      "HelmRelease with a ConfigMap",
      {
        [
          (
            "release.yaml",
            release + "  valuesFrom: [{kind: ConfigMap, name: site}]\n---\napiVersion: v1\n"
              + "kind: ConfigMap\nmetadata: {name: site}\ndata:\n  values.yaml: |\n"
              + indent($0, 4)
          )
        ]
      }
    ),
    (
      "Application with text",
      { [("application.yaml", application + "      values: |\n" + indent($0, 8))] }
    ),
    (
      "Application with an object",
      { [("application.yaml", application + "      valuesObject:\n" + indent($0, 8))] }
    ),
    (
      "helmfile",
      {
        [
          (
            "helmfile.yaml",
            "releases:\n  - name: wandb\n    chart: wandb/operator-wandb\n    values:\n      -\n"
              + indent($0, 8)
          )
        ]
      }
    ),
    ("umbrella chart", { [("values.yaml", "operator-wandb:\n" + indent($0, 2))] }),
    (
      "helm_release",
      {
        let text = $0.replacing("${", with: "$${").replacing("%{", with: "%%{")
        return [
          (
            "main.tf",
            "resource \"helm_release\" \"wandb\" {\n  name       = \"wandb\"\n"
              + "  chart      = \"operator-wandb\"\n  repository = \"https://charts.wandb.ai\"\n"
              + "  values     = [<<EOT\n\(text)EOT\n  ]\n}\n"
          )
        ]
      }
    ),
  ]

  @Test(arguments: wrappers.indices)
  func valuesAreReadAsTheyAre(_ number: Int) {
    let wrapper = Self.wrappers[number]
    var maker = ConfigurationMaker(seed: 17)
    for text in maker.samples() {
      let files = wrapper.write(text)
      let read = Compiler.compile(files.map { Check.input($0.0, $0.1) }, Check.options)
      #expect(
        read.settings == Check.yaml(text).settings,
        "\(wrapper.file), seed \(maker.seed)\n\(Check.findings(read))\n\(files)")
    }
  }

  /// What writes a document around the variables of a container.
  private static let containers:
    [(file: String, write: @Sendable (DocumentValue.Members) -> String)] =
      [
        (
          "deployment.yaml",
          { variables in
            let env = variables.entries.map { entry -> DocumentValue in
              guard case .string(let text) = entry.value else { return .null }
              return .object([
                "name": .string(entry.key), "value": .string(text.replacing("$", with: "$$")),
              ])
            }
            let container = DocumentValue.object([
              "name": .string("wandb"), "image": .string("wandb/local:0.77.0"), "env": .array(env),
            ])
            let pod = DocumentValue.object(["containers": .array([container])])
            return YAMLDocument.render(
              .object([
                "apiVersion": .string("apps/v1"), "kind": .string("Deployment"),
                "metadata": .object(["name": .string("wandb")]),
                "spec": .object(["template": .object(["spec": pod])]),
              ]))
          }
        ),
        (
          "inspect.json",
          { variables in
            let env = variables.entries.map { entry -> DocumentValue in
              guard case .string(let text) = entry.value else { return .null }
              return .string("\(entry.key)=\(text)")
            }
            let container = DocumentValue.object([
              "Name": .string("/wandb"), "State": .object([:]),
              "Config": .object(["Image": .string("wandb/local:0.77.0"), "Env": .array(env)]),
            ])
            return JSONDocument.render(.array([container]), .compact) + "\n"
          }
        ),
      ]

  @Test(arguments: containers.indices)
  func variablesAreReadAsTheyAre(_ number: Int) throws {
    let container = Self.containers[number]
    let surface = try #require(SurfaceUnderTest.all.first { $0.target == "docker-env" })
    var maker = ConfigurationMaker(seed: 19)
    for text in maker.samples() {
      guard let file = surface.write(Check.yaml(text)).files.first else { continue }
      var variables: DocumentValue.Members = [:]
      for line in file.1.split(separator: "\n") {
        let pair = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        variables[String(pair[0])] = .string(pair.count > 1 ? String(pair[1]) : "")
      }
      let written = container.write(variables)
      let read = Check.compile((container.file, written))
      #expect(
        read.settings == Check.env(file.1).settings,
        "\(container.file), seed \(maker.seed)\n\(written)")
    }
  }

  @Test func inputsAreReadAsTheyAre() throws {
    let surface = try #require(SurfaceUnderTest.all.first { $0.target == "tfvars" })
    var maker = ConfigurationMaker(seed: 23)
    for text in maker.samples() {
      let files = surface.write(Check.yaml(text)).files
      guard let values = files.first?.1 else { continue }
      let written =
        "terraform {\n  source = \"tfr:///wandb/wandb/aws?version=8.0.0\"\n}\n\ninputs = {\n\(values)}\n"
      let read = Check.compile(("terragrunt.hcl", written))
      #expect(read.settings == surface.read(files).settings, "seed \(maker.seed)\n\(written)")
    }
  }

  // MARK: Texts

  private static let release = """
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: {name: wandb}
    spec:
      chart: {spec: {chart: operator-wandb, sourceRef: {kind: HelmRepository, name: wandb}}}

    """

  private static let application = """
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata: {name: wandb}
    spec:
      source:
        chart: operator-wandb
        repoURL: https://charts.wandb.ai
        targetRevision: 0.43.8
        helm:

    """

  private static func indent(_ text: String, _ columns: Int) -> String {
    let blank = String(repeating: " ", count: columns)
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : blank + $0 }.joined(separator: "\n")
  }
}
