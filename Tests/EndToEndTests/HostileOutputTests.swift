import Foundation
import TestSupport
import Testing

/// No input makes a terminal do anything: what arrives there is text, and our own colours and links.
@Suite struct HostileOutputTests {
  /// Sequences that colour, rename, link, erase and turn around, and what hides in a name.
  private static let hostile =
    "\u{1B}[31m\u{1B}]0;t\u{7}\u{1B}]8;;http://x\u{1B}\\\u{1B}[2J\u{9B}1m\u{9D}0;t\u{9C}\u{8}\u{7F}\r"
    + "\u{202E}\u{2066}\u{200F}\u{61C}\u{200B}\u{AD}\u{3164}\u{E0100}\u{2060}\u{FEFF}\u{E0041}\u{2028}"

  /// The same without what ends a line or is no name of a file.
  private static let hostileName =
    hostile.replacingOccurrences(of: "\r", with: "").replacingOccurrences(of: "/", with: "")

  /// An input with hostile text wherever its format has room for it.
  struct Place: CustomTestStringConvertible, Sendable {
    let file: String
    let text: [UInt8]

    var testDescription: String { file }

    /// The hostile text replaces `X`, and its escapes in YAML, JSON and HCL `E`.
    init(_ file: String, _ template: String) {
      self.file = file
      let escapes = HostileOutputTests.hostile.utf16.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
      // YAML and HCL have no surrogates.
      let escaped = escapes.replacingOccurrences(of: "\\udb40\\udc41", with: "\\U000e0041")
      text = Array(
        template.replacingOccurrences(of: "«E»", with: escaped)
          .replacingOccurrences(of: "«X»", with: HostileOutputTests.hostile)
          .replacingOccurrences(of: "«J»", with: escapes).utf8)
    }

    static let all = [
      Place(
        "values.yaml",
        """
        global:
          host: "«E»"
          size: "small«E»"
          "key«E»": 1
          license: "«E»"
          mysql: {host: "db«E»", port: "«E»", password: "p«E»"}
          extraEnv: {"A«E»": "b«E»", NO: no}
          bucket: {provider: "«E»", name: "«E»"}
        "«E»": {}

        """),
      Place("raw.yaml", "global:\n  host: «X» # «X»\n  size: '«X»'\n"),
      Place(
        "soft.yaml", "global:\n  host: https://w.acme.com # \u{202E}\n  size: '\u{2066}\u{200B}'\n"),
      Place(
        "wandb.env",
        "HOST=«X»\nLICENSE=«X»\n«X»=1\nFOO«X»=«X»\nexport A=«X»\nMYSQL=mysql://«X»@h/d\n# «X»\n"),
      Place(
        "terraform.tfvars",
        "subdomain = \"«E»\"\nbucket_name = \"b«E»\"\nnope = { \"«E»\" = \"«E»\" } # \u{202E}\n"),
      Place("raw.tfvars", "subdomain = \"«X»\" # «X»\n«X» = 1\n"),
      Place(
        "main.tf",
        """
        variable "a" { default = "«E»" }
        module "wandb" {
          source  = "wandb/wandb/«E»"
          version = "«E»"
          nope    = "«E»"
        }
        module "other" {
          source  = "wandb/wandb/helm"
          version = "4.0.0"
          spec    = { values = { global = { host = "«E»", "k«E»" = "«E»" } } }
        }

        """),
      Place(
        "s3-cors.json",
        #"{"CORSRules": [{"AllowedOrigins": ["«J»"], "AllowedMethods": ["«J»"], "«J»": 1}]}"#),
      Place(
        "s3-cors.xml",
        "<CORSConfiguration><CORSRule><AllowedOrigin>&#x9b;\u{202E}</AllowedOrigin>"
          + "<AllowedMethod>\u{202E}</AllowedMethod><A\u{202E}/></CORSRule></CORSConfiguration>"),
      Place(
        "compose.yaml",
        """
        services:
          "wandb«E»":
            image: wandb/local
            env_file: "no«E»"
            environment: {HOST: "«E»", "K«E»": "«E»"}
            "nope«E»": 1

        """),
      Place(
        "wandb-cr.yaml",
        """
        apiVersion: apps.wandb.com/v1
        kind: WeightsAndBiases
        metadata: {name: "«E»", "l«E»": 1}
        spec: {values: {global: {host: "«E»"}}, "x«E»": 1}

        """),
    ]
  }

  /// The folder holds each file under its own name and under a hostile one.
  private func folder(_ place: Place) throws -> (folder: TemporaryFolder, name: String) {
    let folder = try TemporaryFolder(["good.yaml": "global:\n  host: https://w.acme.com\n"])
    let name = "x\(Self.hostileName)\(place.file)"
    try folder.write(place.text, name)
    try folder.write(place.text, place.file)
    return (folder, name)
  }

  /// Runs the program on a terminal that has colours and links, and looks at all that arrives there.
  private func expectText(_ arguments: [String], in folder: TemporaryFolder) throws {
    for environment in [["VTE_VERSION": "6800"], ["NO_COLOR": "1"]] {
      let bytes = try PseudoTerminal(columns: 100).bytes(
        of: arguments, environment: environment, in: folder.url)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(Array(text.utf8) == bytes, "\(arguments) printed what is not UTF-8")
      let found = Self.withoutOwnSequences(text).unicodeScalars.filter(Self.isObeyed)
      let numbers = Set(found.map { String($0.value, radix: 16) }).sorted()
      #expect(numbers.isEmpty, "\(arguments): \(numbers)")
      #expect(!bytes.isEmpty, "\(arguments) printed nothing")
    }
  }

  /// The text without line breaks, tabs, colours, links and the erasure of a progress line.
  private static func withoutOwnSequences(_ text: String) -> String {
    text.replacing("\r\n", with: " ").replacing("\t", with: " ")
      .replacing(/\u{1B}\[[0-9;]*m/, with: "")
      .replacing(/\u{1B}\]8;;[!-~]*\u{1B}\\/, with: "")
      .replacing("\r\u{1B}[K", with: "")
  }

  /// Of the Unicode categories `Cc`, `Cf`, `Zl` and `Zp`, joiners are harmless.
  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: ![0xAD, 0x200C, 0x200D].contains(scalar.value) && !isOfScript(scalar)
    default: false
    }
  }

  /// Marks that belong to the writing of a language.
  private static func isOfScript(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x1000 && scalar.value != 0x61C || (0x10000..<0xE0000).contains(scalar.value)
  }

  @Test(arguments: Place.all)
  func inputsReachNoTerminalUnescaped(_ place: Place) async throws {
    let (folder, name) = try folder(place)
    for format in ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "narrate"] {
      try expectText(["validate", "--format", format, name], in: folder)
    }
    for arguments in [
      ["validate", "--each", name, "good.yaml"], ["fix", "--diff", "--unsafe", name],
      ["diff", name, "good.yaml"], ["diff", "good.yaml", name],
      ["explain", "global.host", name], ["explain", "global.bucket", name],
      ["parse", "--show-secrets", name], ["baseline", "create", name],
      ["render", "--target", "helm", name], ["render", "--target", "cors", name],
      ["preflight", "--only", "host", "--set", "global.mysql.port=x", name],
    ] {
      try expectText(arguments, in: folder)
    }
  }

  @Test(arguments: Place.all)
  func artifactsReachNoTerminalUnescaped(_ place: Place) async throws {
    let (folder, name) = try folder(place)
    for kind in ["helm", "operator", "operator-v2", "docker-env", "compose", "tfvars"] {
      let secrets = ["--secrets", "literal"]
      try expectText(["convert", "--to", kind, name] + secrets, in: folder)
    }
    // What an earlier run wrote is the other side of a comparison.
    let out = "out\(Self.hostileName)"
    for (target, file) in [("helm", "values.yaml"), ("docker-env", "wandb.env")] {
      try folder.write(place.text, "\(out)/\(file)")
      try expectText(
        ["render", "--check", "--target", target, "-o", out, "good.yaml"], in: folder)
    }
  }

  @Test func argumentsReachNoTerminalUnescaped() async throws {
    let (folder, name) = try folder(Place.all[0])
    let text = Self.hostile
    try folder.write("ignore: [\"\(text)\"]\n\"k\u{202E}\": 1\n", name + ".config")
    try folder.write("{\"findings\": \"\u{202E}\"}", name + ".baseline")
    let good = ["validate", "good.yaml"]
    for arguments in [
      [text], ["help", text], ["validate", "--\(text)"], ["validate", text], ["fix", text],
      good + ["--set", text], good + ["--set", "\(text)=1"],
      good + ["--set", "global.host=\(text)"],
      good + ["--set", "global.license=@\(text)"], good + ["--set", "global.license=env:A\(text)"],
      good + ["--format", text], good + ["--format", "json=\(text)/x"],
      good + ["--chart-version", text], good + ["--kind", text], good + ["--module", text],
      good + ["--limit", text], good + ["--max-bytes", text], good + ["--input-format", text],
      good + ["--ignore", text], good + ["--config", text], good + ["--config", name + ".config"],
      good + ["--baseline", text], good + ["--baseline", name + ".baseline"],
      good + ["--catalogue", name], good + ["--env-dialect", text],
      ["render", "good.yaml", "--target", text],
      ["render", "good.yaml", "--target", "helm", "-o", "a\(Self.hostileName)"],
      ["render", "good.yaml", "--target", "helm", "-o", "good.yaml/\(Self.hostileName)"],
      ["convert", "good.yaml", "--to", text], ["explain", text], ["settings", text],
      ["rules", text], ["targets", text], ["schema", "--surface", text],
      ["init", "--provider", text],
      ["init", "--provider", "aws", "-o", Self.hostileName + ".yaml"],
      ["completions", text], ["baseline", text], ["baseline", "create", "good.yaml", "-o", name],
      ["parse", text], ["preflight", "good.yaml", "--only", text],
    ] {
      try expectText(arguments, in: folder)
    }
  }

  // MARK: Secrets

  @Test func parseAsksBeforeItPrintsSecretsOnATerminal() async throws {
    let folder = try TemporaryFolder(["values.yaml": "global: {mysql: {password: hunter2}}\n"])
    let refused = try PseudoTerminal(columns: 200).run(["parse", "values.yaml"], in: folder.url)
    #expect(
      refused
        == "error: `parse` hides no secrets; add --show-secrets to print the data on a terminal\n")
    let shown = try PseudoTerminal(columns: 200).run(
      ["parse", "values.yaml", "--show-secrets"], in: folder.url)
    #expect(shown == #"{"global":{"mysql":{"password":"hunter2"}}}"# + "\n")
    #expect(try await Tool.run(["parse", "values.yaml"], in: folder.url).stdout == shown)
  }
}
