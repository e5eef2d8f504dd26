package import ConfigSyntax
import Diagnostics
import Settings
import Surfaces
import Terraform

/// Recognises settings of W&B among the files of a folder.
///
/// A file that a user names is read as what it looks like, and any mapping may be Helm values. A
/// search has to decide whether a file is meant at all, and every error in another program's file
/// would be false. So it accepts what is certainly or very probably meant for W&B: a custom
/// resource, a workload or a compose file that runs the server, a wrapper that installs a chart of
/// W&B, a mapping most of whose keys the chart has, an env file with mostly the server's variables,
/// and values of one Terraform module.
package struct InputRecognition {
  private let options: Compiler.TerraformOptions
  private let tree: (any TreeFiles)?

  /// Finds local modules in a tree of files.
  package init(_ options: Compiler.TerraformOptions, in tree: (any TreeFiles)? = nil) {
    (self.options, self.tree) = (options, tree)
  }

  /// Whether the files of one deployment contain settings of W&B.
  ///
  /// Several files are a Terraform directory, with the values that are read with it.
  package func accepts(_ inputs: [Input]) -> Bool {
    let files = inputs.compactMap { input -> (name: String, bytes: [UInt8])? in
      if case .file(let name, let bytes, _) = input { (name, bytes) } else { nil }
    }
    let module = files.filter { ModuleFileRole($0.name).isConfiguration }
    guard module.isEmpty else {
      return module.contains { Self.callsModule($0.bytes) }
        || tree.map { LocalModules.contain(module, in: $0, where: Self.callsModule) }
          ?? false
    }
    return files.contains { accepts($0.name, $0.bytes) }
  }

  private func accepts(_ name: String, _ bytes: [UInt8]) -> Bool {
    let bytes = Self.decoded(bytes)
    return switch InputFormat.detect(name, bytes) {
    case .hcl where Input.isTerragrunt(name): Self.callsModule(bytes)
    case .hcl: acceptsValues(name, bytes)
    case .env: Self.acceptsVariables(name, bytes)
    case .yaml: Self.acceptsDocuments(name, bytes)
    case .xml: false
    case .script: ByteSearch.occurs("wandb/local", in: bytes)
    }
  }

  /// The text in UTF-8, whatever its encoding is: a file that no reader accepts because of one byte
  /// in a comment, or because a shell wrote it in UTF-16, is still meant for W&B.
  private static func decoded(_ bytes: [UInt8]) -> [UInt8] {
    guard case .refused = TextCheck.check(bytes, .environment) else { return bytes }
    let isLittleEndian = bytes.starts(with: [0xFF, 0xFE])
    guard isLittleEndian || bytes.starts(with: [0xFE, 0xFF]) else {
      return Array(String(decoding: bytes, as: UTF8.self).utf8)
    }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isLittleEndian ? second << 8 | first : first << 8 | second
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  // MARK: YAML

  /// Looks for words before it parses: most files of other programs have none of them.
  private static func acceptsDocuments(_ name: String, _ bytes: [UInt8]) -> Bool {
    let isMarked = mentions(bytes)
    guard isMarked || words.contains(where: { ByteSearch.occurs($0, in: bytes) }) else {
      return false
    }
    var bag = DiagnosticBag()
    let file = SourceFile(name: name, bytes: bytes)
    let stream = Helmfile.stream(file, FileID(0), &bag) ?? []
    return stream.flatMap(\.parts).contains { document in
      guard let root = document.root else { return false }
      guard let entries = root.entries, !entries.isEmpty else {
        guard case .yes(let kind) = InputKinds.detect(document) else { return false }
        return kind is DockerInspect
      }
      switch InputKinds.detect(document) {
      case .yes(let kind) where kind is HelmValues: return isValues(entries, isMarked)
      case .yes(let kind)
      where kind.isObject || kind is Helmfile || kind is UmbrellaValues || kind is DockerInspect:
        return true
      case .yes(let kind) where kind is ComposeFile || kind is FormerChart: return isMarked
      case .yes: return entries.contains(where: isOperatorSign)
      // Mistakes in a resource or in a service that is certainly meant.
      case .malformed:
        return root["kind"]?.scalar?.text == "WeightsAndBiases"
          || ByteSearch.occurs("apps.wandb.com/", in: bytes)
          || ByteSearch.occurs("wandb/local", in: bytes)
      case .refused, .foreign, .no: return false
      }
    }
  }

  /// Whether a key is rare in other charts, and most keys, at the top level and in `global`, are the
  /// chart's; in a file that mentions W&B, a key that resembles one counts.
  private static func isValues(_ entries: [Entry], _ isMarked: Bool) -> Bool {
    let globals = entries.filter { entry in
      entry.key.value == "global" || isMarked && globalName.nearest(to: entry.key.value) != nil
    }
    let global = globals.flatMap { $0.value.entries ?? [] }
    guard global.contains(where: isGlobalSign) || entries.contains(where: isSign) else {
      return false
    }
    let known =
      count(entries, in: .root, resembling: isMarked ? rootNames : nil)
      + count(global, in: ChartKey.root.child("global"), resembling: isMarked ? globalNames : nil)
    return known * 2 > entries.count + global.count
  }

  /// How many keys a section has, or has one that they resemble.
  private static func count(
    _ entries: [Entry], in section: ChartKey?, resembling names: KnownNames?
  ) -> Int {
    entries.count { entry in
      section?.child(entry.key.value) != nil || names?.nearest(to: entry.key.value) != nil
    }
  }

  private static let rootNames = KnownNames(ChartKey.root.names)
  private static let globalNames = KnownNames(ChartKey.root.child("global")?.names ?? [])
  private static let globalName = KnownNames(["global"])

  private static func isGlobalSign(_ entry: Entry) -> Bool {
    globalSigns.contains(entry.key.value) || hasServerVariable(entry)
  }

  /// Whether an entry at the top level is a component, has its variables or image, or is switched on
  /// or off as only this chart does it.
  private static func isSign(_ entry: Entry) -> Bool {
    guard ChartKey.root.child(entry.key.value) != nil else { return false }
    return components.contains(entry.key.value) || entry.value["install"] != nil
      || isServerImage(entry.value["image"])
      || (entry.value.entries ?? []).contains(where: hasServerVariable)
  }

  private static func hasServerVariable(_ entry: Entry) -> Bool {
    ["env", "extraEnv"].contains(entry.key.value)
      && (entry.value.entries ?? []).contains { entry in
        isServers(entry.key.value)
          && !(["HOST"] + shared).contains(where: entry.key.value.hasPrefix)
      }
  }

  private static func isOperatorSign(_ entry: Entry) -> Bool {
    operatorSigns.contains(entry.key.value)
      || entry.key.value == "image" && isServerImage(entry.value)
  }

  /// Whether an image is W&B's, wherever it is mirrored.
  private static func isServerImage(_ image: ConfigNode?) -> Bool {
    image?["repository"]?.scalar?.text.contains("wandb/") == true
  }

  private static let globalSigns = [
    "auth", "bucket", "caCertsConfigMap", "customCACerts", "defaultBucket", "email", "host", "ldap",
    "license", "licenseSecret", "mysql", "size", "slack", "sso",
  ]
  private static let components = [
    "filemeta", "filestream", "flat-run-fields-updater", "parquet", "settingsMigrationJob", "weave",
    "weave-trace",
  ]
  private static let operatorSigns = ["airgapped", "caCertsConfigMap", "customCACerts"]

  /// Without any of these words, a document has no sign.
  private static let words = ["global", "install", "extraEnv"] + components + operatorSigns

  /// Whether a text mentions W&B or a variable that only its server reads.
  private static func mentions(_ bytes: [UInt8]) -> Bool {
    ["wandb", "WANDB", "WeightsAndBiases", prefix].contains { ByteSearch.occurs($0, in: bytes) }
  }

  // MARK: Variables

  private static func acceptsVariables(_ name: String, _ bytes: [UInt8]) -> Bool {
    var bag = DiagnosticBag()
    let document = EnvReader.read(
      SourceFile(name: name, bytes: bytes), FileID(0), EnvContext(environment: { _ in nil }), &bag)
    let entries = document.root?.entries ?? []
    if entries.contains(where: { $0.key.value.hasPrefix(prefix) }) { return true }
    let known = entries.filter { isServers($0.key.value) }
    let isMarked = mentions(bytes)
    return known.count * 2 > entries.count && known.contains { isVariableSign($0, isMarked) }
  }

  /// Whether only W&B's server reads a variable: other programs have names of buckets and servers
  /// where W&B has URLs, addresses of this machine, and names of licenses.
  private static func isVariableSign(_ entry: Entry, _ isMarked: Bool) -> Bool {
    let name = entry.key.value
    guard !shared.contains(where: name.hasPrefix) else { return false }
    guard !isMarked, common.contains(name) else { return true }
    let text = entry.value.scalar?.text ?? ""
    return switch name {
    case _ where text.holds("://"): true
    case "HOST": text.holds(".") && text.contains(where: \.isLetter)
    case "LICENSE": text.utf8.count { $0 == UInt8(ascii: ".") } == 2
    default: false
    }
  }

  /// Whether the server reads a variable, as opposed to the client.
  private static func isServers(_ name: String) -> Bool {
    guard !ForeignVariable.isClients(name) else { return false }
    return name.hasPrefix(prefix) || FieldCatalog.builtIn.knows(variable: name)
  }

  /// How variables begin that only the server reads.
  private static let prefix = "GORILLA_"

  /// How variables begin that many programs read.
  private static let shared = [
    "AWS_", "AZURE_", "GOOGLE_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE",
    "SSL_CERT_",
  ]

  /// Variables that other programs read, too, but with other values.
  private static let common = ["BUCKET", "HOST", "LICENSE", "MYSQL", "REDIS"]

  // MARK: Terraform

  /// Whether a file names a module, a chart or a directory of W&B, not just a variable of the client.
  private static func callsModule(_ bytes: [UInt8]) -> Bool {
    (["wandb/", "/wandb", "operator-wandb", "apps.wandb.com/"] + repositories).contains {
      ByteSearch.occurs($0, in: bytes)
    }
  }

  /// How the repositories of the modules are named, also as forks and mirrors.
  private static let repositories = ModuleSource.modules.map { "terraform-\($0)-wandb" }

  private func acceptsValues(_ name: String, _ bytes: [UInt8]) -> Bool {
    var bag = DiagnosticBag()
    let file = SourceFile(name: name, bytes: bytes)
    let names = TfvarsReader.read(file, FileID(0), &bag).assignments.map(\.name)
    let fitting = InputReading.modules(with: names, in: options.catalogue)
    return options.module.map(fitting.contains) ?? (fitting.count == 1)
  }
}
