package import Diagnostics
package import Settings

/// Writes one kind of artifact from a configuration; a pure function.
package protocol Emitter: Sendable {
  static var target: Target { get }
  /// The artifacts; what stands in the way is reported, and then there are none.
  static func emit(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> [Artifact]
}

/// What `--target` names.
package struct Target: Sendable {
  package let name: String
  /// The files that the target writes into `-o DIR`.
  package let files: [String]
  /// Those that an option adds.
  package var filesOnDemand: [String] = []
  package let summary: String

  /// All that it may write.
  package var allFiles: [String] { files + filesOnDemand }
}

/// One file to write.
package struct Artifact: Sendable {
  package let fileName: String
  package let text: String
  /// Whether the file is for its owner's eyes only (mode 0600).
  package let sensitivity: Sensitivity

  package enum Sensitivity: Sendable { case open, secret }
}

/// How artifacts are written.
package struct EmitOptions: Sendable {
  package enum Secrets: String, Sendable, CaseIterable { case literal, redact }
  /// Which names of a setting an env file gets.
  package enum EnvironmentNames: String, Sendable, CaseIterable { case canonical, all }

  package var secrets = Secrets.literal
  package var environmentNames = EnvironmentNames.canonical
  /// Which of Amazon's two forms a CORS document in JSON gets.
  package enum CORSForm: String, Sendable, CaseIterable {
    /// `{"CORSRules": […]}`, for `aws s3api put-bucket-cors`.
    case api
    /// The list alone, for the console.
    case console
  }
  /// Who may take on the role of target `iam`.
  package enum Trust: String, Sendable, CaseIterable {
    /// The service accounts of the cluster.
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
    TerraformHelmEmitter.self, BucketRootEmitter.self, TfvarsEmitter.self, S3CORSXMLEmitter.self,
    S3CORSJSONEmitter.self, GoogleCORSEmitter.self, AzureCORSEmitter.self, CORSEmitter.self,
    RolePolicyEmitter.self, BucketPolicyEmitter.self, KeyPolicyEmitter.self,
    QueuePolicyEmitter.self, BucketNotificationEmitter.self, GoogleRolesEmitter.self,
    AzureRolesEmitter.self, EventGridEmitter.self,
  ]

  package static func emitter(named name: String) -> (any Emitter.Type)? {
    all.first { $0.target.name == name }
  }
}
