package import Diagnostics
package import Surfaces

/// Renders one kind of artifact from a configuration, as a pure function.
package protocol Emitter: Sendable {
  /// The name, files and summary by which the target is listed.
  static var target: Target { get }
  /// How much of a configuration the target renders; by default a part of it.
  static var scope: Scope { get }
  /// The kind of input whose files the target's replace; nil for documents of other programs.
  static var replacedKind: (any InputKind.Type)? { get }
  /// Whether its files can refer to Secrets of the cluster; else they get the values, where known.
  static var refersToSecrets: Bool { get }
  /// The files that the target may write for this request.
  static func files(for request: RenderRequest) -> [String]
  /// The artifacts and what they lack; nil, and reported, when the target can't be rendered.
  static func render(_ request: RenderRequest, _ bag: inout DiagnosticBag) -> Rendering?
}

extension Emitter {
  package static var scope: Scope { .excerpt }

  package static var replacedKind: (any InputKind.Type)? { nil }

  package static var refersToSecrets: Bool { false }

  package static func files(for request: RenderRequest) -> [String] { target.files }
}

/// The name used with `--target`.
package struct Target: Sendable {
  /// The word on the command line, which messages use too.
  package let name: String
  /// The files that the target writes into `-o DIR`.
  package let files: [String]
  /// The files that an option adds.
  package var filesOnDemand: [String] = []
  /// One clause for `wandb-cfg targets`.
  package let summary: String

  /// All files that the target may write.
  package var allFiles: [String] { files + filesOnDemand }
}

/// How much of a configuration a target renders.
///
/// Whatever a target of the whole configuration can't express is reported, in the same way for each
/// of them.
package enum Scope: Sendable {
  /// What one document is about, such as a bucket; the rest belongs in other files.
  case excerpt
  case whole(Readers)

  /// The names in messages of those who read the artifact.
  package struct Readers: Sendable {
    /// The reader of settings and keys; nil if it depends on the request (`Losses.reader`).
    var settings: String?
    /// The file in the warning that lists values stored or computed elsewhere; nil for targets that
    /// report each of them.
    var plainFile: String?
    /// What replaces a custom resource, if its other fields have no equivalent there.
    var resource: String?
    /// What replaces calls of the official modules; nil for targets that contain such calls.
    var calls: String?
  }
}

/// One file to be written.
package struct Artifact: Sendable {
  /// The name of the file in `-o DIR`.
  package let fileName: String
  /// The whole contents, with the final line break.
  package let text: String
  /// Whether only the owner may read the file (mode 0600).
  package let sensitivity: Sensitivity

  /// Decides the mode of the file: 0600 for a secret one, the process's default otherwise.
  package enum Sensitivity: Sendable { case open, secret }
}

/// What an emitter returns: files, and what they lack of the configuration.
package struct Rendering: Sendable, ExpressibleByArrayLiteral {
  /// The files, in the order in which they are reported.
  package let artifacts: [Artifact]
  let losses: Losses

  init(_ artifacts: [Artifact], _ losses: Losses = Losses()) {
    (self.artifacts, self.losses) = (artifacts, losses)
  }

  package init(arrayLiteral artifacts: Artifact...) { self.init(artifacts) }
}

/// How artifacts are rendered.
package struct EmitOptions: Sendable {
  /// Whether secrets are written, references to Secrets of Kubernetes that are written too, or
  /// `REDACTED` in place of each.
  package enum Secrets: String, Sendable, CaseIterable { case literal, reference, redact }
  /// The variable names that an env file has for a setting.
  package enum EnvironmentNames: String, Sendable, CaseIterable { case canonical, all }

  /// `--secrets`.
  package var secrets = Secrets.literal
  /// `--env-names`.
  package var environmentNames = EnvironmentNames.canonical
  /// Which of the two AWS forms a CORS document in JSON has.
  package enum CORSForm: String, Sendable, CaseIterable {
    /// `{"CORSRules": […]}`, for `aws s3api put-bucket-cors`.
    case api
    /// The list alone, for the console.
    case console
  }
  /// Who may assume the role of target `iam`.
  package enum Trust: String, Sendable, CaseIterable {
    /// Service accounts, by their tokens (IAM roles for service accounts).
    case irsa
    /// Service accounts, by associations of EKS Pod Identity.
    case podIdentity = "pod-identity"
  }

  /// Whether a rendering notes that it loses comments of the inputs.
  package enum Comments: Sendable { case noted, ignored }

  /// The options of targets that are root modules.
  package var terraform = TerraformEmitOptions()
  package var comments = Comments.ignored
  /// `--cors-form`.
  package var corsForm = CORSForm.api
  /// nil to render no trust policy.
  package var trust: Trust?

  package init() {}
}

/// Every target, in the order of `wandb-cfg targets`.
package enum EmitterCatalog {
  /// A target is listed here once, and found nowhere else.
  package static let all: [any Emitter.Type] = [
    HelmEmitter.self, OperatorEmitter.self, OperatorV2Emitter.self, DockerEnvEmitter.self,
    ComposeEmitter.self, DockerRunEmitter.self, TerraformEmitter.self,
    TerraformHelmEmitter.self, BucketModuleEmitter.self, TfvarsEmitter.self, S3CORSXMLEmitter.self,
    S3CORSJSONEmitter.self, GoogleCORSEmitter.self, AzureCORSEmitter.self, CORSEmitter.self,
    RolePolicyEmitter.self, BucketPolicyEmitter.self, KeyPolicyEmitter.self,
    QueuePolicyEmitter.self, BucketNotificationEmitter.self, GoogleRolesEmitter.self,
    AzureRolesEmitter.self, EventGridEmitter.self, KubernetesSecretsEmitter.self,
    MySQLEmitter.self, NginxEmitter.self, MinIOEmitter.self, OperatorValuesEmitter.self,
    AirgapEmitter.self, ChecklistEmitter.self, TroubleshootEmitter.self,
  ]

  /// The emitter of a target.
  package static func emitter(named name: String) -> (any Emitter.Type)? {
    all.first { $0.target.name == name }
  }
}
