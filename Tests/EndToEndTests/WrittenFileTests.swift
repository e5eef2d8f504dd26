import Foundation
import TestSupport
import Testing

/// The files that `render` writes into a folder, and compares with those there.
@Suite struct WrittenFileTests {
  private static let values = """
    global:
      host: https://wandb.example.com
      cloudProvider: aws
      license: eyJhIjoxfQ.eyJiIjoyfQ.c2ln
      bucket: {provider: s3, name: files, region: us-east-1}
      mysql: {host: db.example.com, password: hunter2}

    """

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.values, "values.yaml")
    return folder
  }

  private func render(
    _ target: String, _ arguments: String..., into output: String = "out",
    in folder: TemporaryFolder
  ) async throws -> Tool.Outcome {
    try await Tool.run(
      ["render", "values.yaml", "--target", target, "-o", output] + arguments, in: folder.url)
  }

  private func link(_ name: String, to target: String, in folder: TemporaryFolder) throws {
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "out"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: name).path, withDestinationPath: target)
  }

  // MARK: Replacing

  @Test func replacesOnlyWhatAnEarlierRunWrote() async throws {
    let folder = try folder()
    #expect(try await render("helm", in: folder).status == 0)
    try folder.write(Self.values.replacing("files", with: "others"), "values.yaml")
    #expect(try await render("helm", in: folder).status == 0)
    let written = folder.read("out/values.yaml") ?? ""
    #expect(written.contains("others"))
    try folder.write(written + "app: {replicaCount: 3}\n", "out/values.yaml")
    try folder.write(Self.values, "values.yaml")
    let refused = try await render("helm", in: folder)
    #expect(refused.status == 2)
    #expect(
      refused.stderr == """
        error: can't replace out/values.yaml: it was changed since it was written; choose another \
        directory, or add --force

        """)
    #expect(folder.read("out/values.yaml")?.hasSuffix("app: {replicaCount: 3}\n") == true)
    #expect(try await render("helm", "--force", in: folder).status == 0)
    #expect(folder.read("out/values.yaml")?.contains("others") == false)
  }

  @Test func keepsFilesOfOthersWithTheSameContents() async throws {
    let folder = try folder()
    let text = try await Tool.run(
      ["render", "values.yaml", "--target", "helm", "--secrets", "literal"], in: folder.url
    ).stdout
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "out"), withIntermediateDirectories: true)
    try folder.write(text, "out/values.yaml")
    let same = try await render("helm", in: folder)
    #expect(same.status == 0)
    #expect(same.stdout.contains("unchanged out/values.yaml"), "\(same)")
    try folder.write(Self.values.replacing("files", with: "others"), "values.yaml")
    let refused = try await render("helm", in: folder)
    #expect(refused.status == 2)
    #expect(refused.stderr.contains("an earlier run did not write it"), "\(refused)")
    #expect(folder.read("out/values.yaml") == text)
  }

  @Test func keepsPipes() async throws {
    let folder = try folder()
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "out"), withIntermediateDirectories: true)
    #expect(mkfifo(folder.url.appending(path: "out/values.yaml").path, 0o600) == 0)
    let refused = try await render("helm", in: folder)
    #expect(refused.status == 2)
    #expect(
      refused.stderr == "error: can't write out/values.yaml: it is not a regular file\n",
      "\(refused)")
  }

  @Test func keepsFilesOfOthers() async throws {
    let folder = try folder()
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "out"), withIntermediateDirectories: true)
    try folder.write("# mine\n", "out/values.yaml")
    let refused = try await render("helm", "--target", "docker-env", in: folder)
    #expect(refused.status == 2)
    #expect(refused.stderr.contains("an earlier run did not write it"), "\(refused)")
    #expect(folder.read("out/values.yaml") == "# mine\n")
    #expect(folder.read("out/wandb.env") == nil)
  }

  @Test func keepsInputs() async throws {
    let folder = try folder()
    let refused = try await render("helm", into: ".", in: folder)
    #expect(refused.status == 2)
    #expect(refused.stderr.contains("can't replace ./values.yaml: it is an input"), "\(refused)")
    #expect(folder.read("values.yaml") == Self.values)
    #expect(try await render("helm", "--force", into: ".", in: folder).status == 0)
  }

  @Test func theListIsOneOfChecksums() async throws {
    let folder = try folder()
    #expect(try await render("docker-env", in: folder).status == 0)
    let list = folder.read("out/.wandb-cfg.sha256") ?? ""
    #expect(list.hasSuffix("  wandb.env\n") && list.utf8.count == 64 + 2 + 9 + 1, "\(list)")
    #expect(try await render("docker-env", in: folder).stdout.hasPrefix("unchanged"))
  }

  @Test(arguments: ["mine\n", "deadbeef  values.yaml\n"])
  func aListOfSomebodyElseStays(_ text: String) async throws {
    let folder = try folder()
    try folder.write(text, "out/.wandb-cfg.sha256")
    let refused = try await render("docker-env", in: folder)
    #expect(refused.status == 2)
    #expect(
      refused.stderr.contains(
        "can't replace out/.wandb-cfg.sha256: an earlier run did not write it"), "\(refused)")
    #expect(folder.read("out/.wandb-cfg.sha256") == text)
    #expect(folder.read("out/wandb.env") == nil)
    #expect(try await render("docker-env", "--force", in: folder).status == 0)
  }

  // MARK: Comments

  @Test(arguments: [
    "# password: correcthorse", "// license = \"correcthorse\"", "/* password: correcthorse */",
    "foo = \"x\" # password correcthorse", "foo = \"https://x\" // password correcthorse",
    "/*\n  the license is correcthorse\n*/", "/* a */ /* b\n  password correcthorse */",
    "foo = \"/*\" /*\n  password correcthorse\n*/", "\t# password correcthorse",
  ])
  func commentsOfTheOldValuesAreHidden(_ comment: String) async throws {
    let folder = try folder()
    #expect(try await render("tfvars", in: folder).status == 0)
    let written = folder.read("out/terraform.tfvars") ?? ""
    try folder.write(comment + "\n" + written, "out/terraform.tfvars")
    let outcome = try await render("tfvars", "--check", in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.stdout.contains("•••"), "\(outcome)")
    #expect(!(outcome.stdout + outcome.stderr).contains("correcthorse"))
  }

  /// The other side shows that it is a secret.
  @Test func aSecretUnderAnotherNameIsHidden() async throws {
    let folder = try folder()
    #expect(try await render("helm", in: folder).status == 0)
    let written = folder.read("out/values.yaml") ?? ""
    try folder.write(written.replacing("password:", with: "innocent:"), "out/values.yaml")
    let outcome = try await render("helm", "--check", in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.stdout.contains("innocent:"), "\(outcome)")
    #expect(!(outcome.stdout + outcome.stderr).contains("hunter2"))
  }

  /// `#` in an address or between quotes does not begin a comment.
  @Test func textOutsideCommentsIsShown() async throws {
    let folder = try folder()
    #expect(try await render("tfvars", in: folder).status == 0)
    let written = folder.read("out/terraform.tfvars") ?? ""
    let old = "a = \"https://key.example.com\"\nb = \"/*\"\npath_of_key = \"x\"\nc = 1\n"
    try folder.write(old + written, "out/terraform.tfvars")
    let outcome = try await render("tfvars", "--check", in: folder)
    #expect(
      outcome.stdout.contains("-a = \"https://key.example.com\"\n-b = \"/*\"\n-path_of_key = "))
    #expect(outcome.stdout.contains("-c = 1\n"))
  }

  @Test(arguments: [
    "<!-- password correcthorse -->", "<!--\n  password: correcthorse\n-->",
    "<AllowedOrigin>https://me:correcthorse@host</AllowedOrigin>", "<Secret>correcthorse</Secret>",
    "<!-- -----BEGIN PRIVATE KEY-----\ncorrecthorse -->",
  ])
  func secretsOfAnOldDocumentAreHidden(_ line: String) async throws {
    let folder = try folder()
    #expect(try await render("s3-cors-xml", in: folder).status == 0)
    let written = folder.read("out/s3-cors.xml") ?? ""
    try folder.write(written + line + "\n<Other/>\n", "out/s3-cors.xml")
    let outcome = try await render("s3-cors-xml", "--check", in: folder)
    #expect(outcome.status == 1)
    #expect(!(outcome.stdout + outcome.stderr).contains("correcthorse"), "\(outcome)")
    #expect(outcome.stdout.contains("different: ") || outcome.stdout.contains("-<Other/>"))
  }

  // MARK: How many files

  @Test func theDocumentOfOneProviderGoesToStandardOutput() async throws {
    let folder = try folder()
    let google = Self.values.replacing("provider: s3", with: "provider: gcs")
    try folder.write(google, "google.yaml")
    let one = try await Tool.run(["render", "google.yaml", "--target", "cors"], in: folder.url)
    #expect(one.status == 0 && one.stdout.contains("\"responseHeader\""), "\(one)")
    let several = try await Tool.run(["render", "values.yaml", "--target", "cors"], in: folder.url)
    #expect(several.status == 2 && several.stdout.isEmpty)
    #expect(several.stderr.hasSuffix("error: several files to write: add -o DIR\n"), "\(several)")
    let twice = try await render("cors", "--target", "s3-cors-xml", in: folder)
    #expect(twice.status == 2)
    #expect(
      twice.stderr.contains("targets `cors` and `s3-cors-xml` both write s3-cors.xml"), "\(twice)")
    #expect(folder.read("out/s3-cors.xml") == nil)
  }

  /// What is wrong with the configuration comes before how many files it has.
  @Test func errorsComeBeforeTheNumberOfFiles() async throws {
    let folder = try folder()
    try folder.write("global: [\n", "broken.yaml")
    let outcome = try await Tool.run(["render", "broken.yaml", "--target", "cors"], in: folder.url)
    #expect(outcome.status == 1 && outcome.stderr.contains("error[WB10"), "\(outcome)")
    let trust = try await Tool.run(
      ["render", "broken.yaml", "--target", "iam", "--trust", "irsa"], in: folder.url)
    #expect(trust.status == 2, "this needs no configuration: \(trust)")
  }

  // MARK: The folder

  @Test func checkLooksOnlyAtFilesOfItsTargets() async throws {
    let folder = try folder()
    #expect(try await render("cors", in: folder).status == 0)
    try folder.write("", "out/wandb.env")
    try folder.write("", "out/gcp-iam.json")
    let other = try await render("cors", "--check", in: folder)
    #expect(other.status == 0 && other.stdout.isEmpty, "\(other)")
    try folder.write("", "out/gcs-cors.json")
    let stale = try await render("cors", "--check", in: folder)
    #expect(stale.status == 1)
    #expect(stale.stdout == "stale: out/gcs-cors.json is not written any more\n")
  }

  @Test func aTrustPolicyThatNobodyAsksForIsStale() async throws {
    let folder = try folder()
    #expect(try await render("iam", in: folder).status == 0)
    #expect(try await render("iam", "--check", in: folder).status == 0)
    try folder.write("", "out/iam-trust.json")
    let stale = try await render("iam", "--check", in: folder)
    #expect(stale.status == 1)
    #expect(stale.stdout == "stale: out/iam-trust.json is not written any more\n", "\(stale)")
  }

  @Test func checkReportsSecretsThatOthersMayRead() async throws {
    let folder = try folder()
    #expect(try await render("helm", in: folder).status == 0)
    let path = folder.url.appending(path: "out/values.yaml").path
    for (mode, status) in [(0o644, 1), (0o640, 1), (0o600, 0), (0o400, 0)] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      let outcome = try await render("helm", "--check", in: folder)
      #expect(outcome.status == status)
      #expect(outcome.stdout.contains("other users can read it") == (status == 1))
    }
  }

  @Test func checkDistinguishesAMissingFolderFromAnUnreadableOne() async throws {
    let folder = try folder()
    let missing = try await render("helm", "--check", in: folder)
    #expect(missing.status == 1)
    #expect(missing.stdout == "missing: out/values.yaml\n")
    try folder.write("", "file")
    let file = try await render("helm", "--check", into: "file", in: folder)
    #expect(file.status == 2)
    #expect(file.stderr.contains("can't read file: "))
  }

  @Test func twoFilesThatAreOneAreRefusedBeforeAnyIsWritten() async throws {
    let folder = try folder()
    try link("out/main.tf", to: "outputs.tf", in: folder)
    try folder.write("# mine\n", "out/outputs.tf")
    let outcome = try await render("terraform", in: folder)
    #expect(outcome.status == 2)
    #expect(
      outcome.stderr.contains("can't write out/outputs.tf: it is the same file as out/main.tf"))
    #expect(folder.read("out/outputs.tf") == "# mine\n")
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appending(path: "out").path)
    #expect(names.sorted() == ["main.tf", "outputs.tf"])
  }

  @Test func aLinkInsideTheFolderIsFollowed() async throws {
    let folder = try folder()
    try link("out/values.yaml", to: "real.yaml", in: folder)
    try folder.write("", "out/real.yaml")
    #expect(try await render("helm", "--force", in: folder).status == 0)
    #expect(folder.read("out/real.yaml")?.contains("hunter2") == true)
    #expect(try folder.mode("out/real.yaml") == 0o600)
  }
}
