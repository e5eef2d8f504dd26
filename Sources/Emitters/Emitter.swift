package import Diagnostics
package import Settings

/// Renders one kind of artifact from a configuration, as a pure function.
package protocol Emitter: Sendable {
  static var target: Target { get }
  /// The files that the target may write for this request; without a configuration, those that
  /// depend on the options alone.
  static func files(for resolved: ResolvedConfiguration?, _ options: EmitOptions) -> [String]
  /// The artifacts; none, and reported, when the target can't be rendered.
  static func emit(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> [Artifact]
}

extension Emitter {
  package static func files(
    for resolved: ResolvedConfiguration?, _ options: EmitOptions
  ) -> [String] {
    target.files
  }
}

/// The name used with `--target`.
package struct Target: Sendable {
  package let name: String
  /// The files that the target writes into `-o DIR`.
  package let files: [String]
  /// The files that an option adds.
  package var filesOnDemand: [String] = []
  package let summary: String

  /// All files that the target may write.
  package var allFiles: [String] { files + filesOnDemand }
}

/// One file to be written.
package struct Artifact: Sendable {
  package let fileName: String
  package let text: String
  /// Whether only the owner may read the file (mode 0600).
  package let sensitivity: Sensitivity

  package enum Sensitivity: Sendable { case open, secret }
}

/// How artifacts are rendered.
package struct EmitOptions: Sendable {
  package enum Secrets: String, Sendable, CaseIterable { case literal, redact }
  /// The variable names that an env file has for a setting.
  package enum EnvironmentNames: String, Sendable, CaseIterable { case canonical, all }

  package var secrets = Secrets.literal
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
    /// The service accounts in the cluster.
    case irsa
  }

  package var terraform = TerraformEmitOptions()
  package var corsForm = CORSForm.api
  package var trust: Trust?

  package init() {}
}

/// Every target, in the order of `wandb-cfg targets`.
package enum EmitterCatalog {
  package static let all: [any Emitter.Type] = [
    HelmEmitter.self, OperatorEmitter.self, DockerEnvEmitter.self, TerraformEmitter.self,
    TerraformHelmEmitter.self, BucketModuleEmitter.self, TfvarsEmitter.self, S3CORSXMLEmitter.self,
    S3CORSJSONEmitter.self, GoogleCORSEmitter.self, AzureCORSEmitter.self, CORSEmitter.self,
    RolePolicyEmitter.self, BucketPolicyEmitter.self, KeyPolicyEmitter.self,
    QueuePolicyEmitter.self, BucketNotificationEmitter.self, GoogleRolesEmitter.self,
    AzureRolesEmitter.self, EventGridEmitter.self,
  ]

  package static func emitter(named name: String) -> (any Emitter.Type)? {
    all.first { $0.target.name == name }
  }
}
