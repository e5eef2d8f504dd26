package import Diagnostics
package import Probing

extension GoogleStorageProblem: ReportedProblem {
  package var id: DiagnosticID {
    switch self {
    case .privateKeyUnreadable: Codes.privateKeyUnreadable
    }
  }

  package func message(_ context: ProblemContext) -> Message {
    switch self {
    case .privateKeyUnreadable: "the private key of the service account is not readable PEM"
    }
  }

  package func help(_ context: ProblemContext) -> Message? {
    switch self {
    case .privateKeyUnreadable:
      "copy `private_key` from the JSON key of the service account, percent-encoded in a URL"
    }
  }
}

extension AzureStorageProblem: ReportedProblem {
  package var id: DiagnosticID {
    switch self {
    case .accountNotFound: Codes.accountNotFound
    case .keyMalformed: Codes.keyMalformed
    case .keyRefused: Codes.keyRefused
    case .keysDisabled: Codes.keysDisabled
    case .networkRefused: Codes.networkRefused
    }
  }

  package func message(_ context: ProblemContext) -> Message {
    let account = context.value(.account)
    return switch self {
    case .accountNotFound: "storage account `\(account)` does not exist: its host has no address"
    case .keyMalformed: "the storage key is not valid base64"
    case .keyRefused: "storage account `\(account)` refuses the key\(context.reply)"
    case .keysDisabled: "storage account `\(account)` does not allow keys\(context.reply)"
    case .networkRefused:
      "storage account `\(account)` refuses this machine's network\(context.reply)"
    }
  }

  package func help(_ context: ProblemContext) -> Message? {
    switch self {
    case .accountNotFound: "check the name of the account"
    case .keyMalformed, .keyRefused:
      "copy `key1` or `key2` from `az storage account keys list`"
    case .keysDisabled:
      "allow access with keys, or remove the key and use a workload identity"
    case .networkRefused: "run the probes where the server will run"
    }
  }
}

private enum Codes {
  private static let google = """
    global:
      host: https://wandb.example.com
      bucket:
        provider: gcs
        name: wandb-files
        accessKey: wandb@project.iam.gserviceaccount.com
        secretKey: secret

    """
  private static let azure = """
    global:
      host: https://wandb.example.com
      bucket:
        provider: az
        name: wandbaccount
        path: wandb-files
        accessKey: c2VjcmV0

    """

  private static func id(
    _ code: String, _ name: String, _ severity: Severity, source: String, _ values: String,
    _ summary: String, _ explanation: String, _ facts: [String: String] = [:]
  ) -> DiagnosticID {
    DiagnosticID(
      code, name, severity, evidence: .read(by: .probedService, source: source),
      Documentation(
        summary: summary, explanation: explanation,
        failing: .yaml(values, .probe(service: "bucket", finds: name, facts: facts)),
        passing: .yaml(values, .probe(service: "bucket", finds: nil, facts: [:]))))
  }

  static let privateKeyUnreadable = id(
    "WB5230", GoogleStorageProblem.privateKeyUnreadable.rawValue, .error,
    source: "OpenSSL, PEM_read_bio_PrivateKey", google,
    "The private key for the bucket on Google Cloud can't be read.",
    "It must be an unencrypted key in PEM, beginning with `-----BEGIN PRIVATE KEY-----`.")
  static let accountNotFound = id(
    "WB5240", AzureStorageProblem.accountNotFound.rawValue, .error,
    source: "getaddrinfo(3) of this machine", azure,
    "The Azure storage account does not exist.",
    """
    Every account has a host name of its own, `ACCOUNT.blob.core.windows.net`, which does not \
    resolve. In a private network, the name may resolve only there.
    """, ["name": "wandbaccount"])
  static let keyMalformed = id(
    "WB5241", AzureStorageProblem.keyMalformed.rawValue, .error,
    source: "Azure Storage, \"Authorize with Shared Key\"", azure,
    "The key of the Azure storage account is malformed.",
    "Keys of storage accounts are 64 bytes in base64. Often the `==` at the end is lost.")
  static let keyRefused = id(
    "WB5242", AzureStorageProblem.keyRefused.rawValue, .error,
    source: "Azure Blob, error AuthenticationFailed", azure,
    "The Azure storage account refuses its key.",
    "The key was renewed, or belongs to another account.",
    ["reply": "AuthenticationFailed: Server failed to authenticate the request."])
  static let keysDisabled = id(
    "WB5243", AzureStorageProblem.keysDisabled.rawValue, .error,
    source: "Azure Blob, error KeyBasedAuthenticationNotPermitted", azure,
    "The Azure storage account does not allow access with keys.",
    "The property `allowSharedKeyAccess` of the account is false, so its keys are of no use.",
    ["reply": "KeyBasedAuthenticationNotPermitted"])
  static let networkRefused = id(
    "WB5244", AzureStorageProblem.networkRefused.rawValue, .warning,
    source: "Azure Blob, error AuthorizationFailure", azure,
    "The firewall of the Azure storage account refuses this machine.",
    "The account allows only some networks. The server may be in one of them, this machine is not.",
    ["reply": "AuthorizationFailure"])
}
