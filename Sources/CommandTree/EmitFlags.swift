import ArgumentParser
import Diagnostics
import Emitters
import Pipeline

/// How artifacts are written, and where.
struct EmitFlags: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The directory to write to.", valueName: "dir"))
  var directory: String?

  @Flag(help: "Replace inputs, and files that an earlier run did not write or that changed since.")
  var force = false

  @Option(
    help: """
      How to write secrets: literal, reference (Secrets of Kubernetes in a file of their own) or redact \
      (the default on a terminal).
      """)
  var secrets: EmitOptions.Secrets?

  @Option(help: "Variables to write to an env file: canonical, or all (adds the GORILLA_ aliases).")
  var envNames: EmitOptions.EnvironmentNames = .canonical

  @Option(
    help: ArgumentHelp(
      "Where Terraform keeps its state: s3, gcs or azurerm.", valueName: "backend"))
  var backend: TerraformEmitOptions.Backend?

  // A string, because each new option type costs the parser a tenth of a millisecond.
  @Option(
    help: ArgumentHelp(
      "The format of s3-cors-json: api (for `aws s3api`) or console.", valueName: "form"))
  var corsForm: String?

  @Option(
    help: ArgumentHelp(
      "Add the trust policy of the cluster's service accounts to target iam: irsa or pod-identity.",
      valueName: "trust"))
  var trust: String?

  func validate() throws {
    if directory?.isEmpty == true { throw ValidationError("-o must name a directory") }
    if let corsForm, EmitOptions.CORSForm(rawValue: corsForm) == nil {
      throw ValidationError("--cors-form must be `api` or `console`")
    }
    if let trust, EmitOptions.Trust(rawValue: trust) == nil {
      throw ValidationError("--trust must be `irsa` or `pod-identity`")
    }
  }

  /// Refuses `--secrets reference` for a target that can't refer to a Secret.
  func requireReferences(_ emitter: any Emitter.Type) throws {
    guard secrets == .reference, !emitter.refersToSecrets else { return }
    throw ValidationError(
      "target `\(emitter.target.name)` can't refer to Secrets: remove --secrets reference")
  }

  func options(_ input: InputOptions) throws(CommandFailure) -> EmitOptions {
    var options = optionsWithoutTerraform
    let terraform = try input.terraform()
    options.terraform.catalogue = terraform.catalogue
    options.terraform.module = terraform.module
    options.terraform.version = terraform.moduleVersion
    options.terraform.backend = backend
    return options
  }

  /// The options for one target: a rendering that replaces an input of the same kind for the first time
  /// notes that it loses comments.
  func narrow(
    _ options: EmitOptions, to target: Target
  ) throws(CommandFailure) -> EmitOptions {
    var options = options
    let written = try directory.map { (path) throws(CommandFailure) in
      try WrittenFiles(in: path)
    }
    options.comments = written?.lists(anyOf: target.allFiles) == true ? .ignored : .noted
    return options
  }

  /// The options that do not depend on any file.
  var optionsWithoutTerraform: EmitOptions {
    var options = EmitOptions()
    let isShown = directory == nil && Terminal.isTerminal(.output)
    options.secrets = secrets ?? (isShown ? .redact : .literal)
    options.environmentNames = envNames
    options.corsForm = corsForm.flatMap(EmitOptions.CORSForm.init(rawValue:)) ?? .api
    options.trust = trust.flatMap(EmitOptions.Trust.init(rawValue:))
    return options
  }

  func write(
    _ artifacts: [Artifact], into directory: String, from inputs: [String],
    _ output: OutputOptions
  ) throws(CommandFailure) {
    try ArtifactWriter.write(
      artifacts, into: directory, force ? .any : .ownFiles(inputs: inputs)
    ) { (outcomes) throws(CommandFailure) in
      guard !output.quiet else { return }
      let lines = zip(artifacts, outcomes).map { artifact, outcome in
        let note = artifact.sensitivity == .secret ? " (contains secrets, mode 0600)" : ""
        let verb = outcome == .written ? "wrote" : "unchanged"
        return "\(verb) \(directory)/\(artifact.fileName)\(note)".printable + "\n"
      }
      try Terminal.print(lines.joined(), to: .output)
    }
  }
}

extension EmitOptions.Secrets: OptionWord {}
extension EmitOptions.EnvironmentNames: OptionWord {}
extension TerraformEmitOptions.Backend: OptionWord {}
