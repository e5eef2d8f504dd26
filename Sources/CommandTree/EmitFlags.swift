import ArgumentParser
import Emitters
import Pipeline

/// How artifacts are written, and where.
struct EmitFlags: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The folder to write into.", valueName: "dir"))
  var directory: String?

  @Option(help: "How secrets are written: literal, or redact (the default on a terminal).")
  var secrets: EmitOptions.Secrets?

  @Option(help: "Which names an env file gets: canonical, or all (with the GORILLA_ twins).")
  var envNames: EmitOptions.EnvironmentNames = .canonical

  @Option(
    help: ArgumentHelp(
      "Where Terraform keeps its state: s3, gcs or azurerm.", valueName: "backend"))
  var backend: TerraformEmitOptions.Backend?

  // Text, since each new type of option costs the parser a tenth of a millisecond.
  @Option(
    help: ArgumentHelp(
      "The form of s3-cors-json: api (for `aws s3api`) or console.", valueName: "form"))
  var corsForm: String?

  @Option(
    help: ArgumentHelp(
      "Add to target iam the trust policy of the cluster's service accounts: irsa.",
      valueName: "trust"))
  var trust: String?

  func validate() throws {
    if let corsForm, EmitOptions.CORSForm(rawValue: corsForm) == nil {
      throw ValidationError("--cors-form is api or console")
    }
    if let trust, EmitOptions.Trust(rawValue: trust) == nil {
      throw ValidationError("--trust is irsa")
    }
  }

  func options(_ input: InputOptions) throws(CommandFailure) -> EmitOptions {
    var options = EmitOptions()
    let isShown = directory == nil && Terminal.isTerminal(.output)
    options.secrets = secrets ?? (isShown ? .redact : .literal)
    options.environmentNames = envNames
    options.corsForm = corsForm.flatMap(EmitOptions.CORSForm.init(rawValue:)) ?? .api
    options.trust = trust.flatMap(EmitOptions.Trust.init(rawValue:))
    let terraform = try input.terraform()
    options.terraform.catalogue = terraform.catalogue
    options.terraform.module = terraform.module
    options.terraform.version = terraform.moduleVersion
    options.terraform.backend = backend
    return options
  }

  func write(
    _ artifacts: [Artifact], into directory: String, _ output: OutputOptions
  ) throws(CommandFailure) {
    let outcomes = try ArtifactWriter.write(artifacts, into: directory)
    guard !output.quiet else { return }
    for (artifact, outcome) in zip(artifacts, outcomes) {
      let note = artifact.sensitivity == .secret ? " (holds secrets, mode 0600)" : ""
      let verb = outcome == .written ? "wrote" : "unchanged"
      Terminal.write("\(verb) \(directory)/\(artifact.fileName)\(note)\n", to: .output)
    }
  }
}

extension EmitOptions.Secrets: ExpressibleByArgument {}
extension EmitOptions.EnvironmentNames: ExpressibleByArgument {}
extension TerraformEmitOptions.Backend: ExpressibleByArgument {}
