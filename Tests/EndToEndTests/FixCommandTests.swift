import Foundation
import TestSupport
import Testing

@Suite struct FixCommandTests {
  private static let env = "HOST=\"https://wandb.example.com\"\nexport LOCAL_RESTORE=true\n"
  private static let mended = "HOST=https://wandb.example.com\nLOCAL_RESTORE=true\n"
  private static let secret = "hunter2?example"
  private static let values = """
    global:
      host: https://wandb.example.com
      bucket: {provider: s3, name: files, region: us-east-1}
      # the old password was hunter2?example
      redis:
        host: cache.example.com
        password: hunter2?example # hunter2?example
    """

  private func fix(
    _ arguments: String..., input: String = "", in folder: TemporaryFolder
  ) async throws -> Tool.Outcome {
    try await Tool.run(["fix"] + arguments, input: input, in: folder.url)
  }

  @Test func fixesFilesInPlaceAndKeepsTheirMode() async throws {
    let folder = try TemporaryFolder(["wandb.env": Self.env])
    let path = folder.url.appending(path: "wandb.env").path
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    let outcome = try await fix("wandb.env", in: folder)
    #expect(folder.read("wandb.env") == Self.mended)
    #expect(try folder.mode("wandb.env") == 0o640)
    #expect(outcome.stdout == "")
    #expect(outcome.stderr.contains("fixed 2 problems in 1 file, "))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["wandb.env"])
  }

  @Test func aFileWithoutFixesIsNotTouched() async throws {
    let folder = try TemporaryFolder(["wandb.env": Self.mended])
    let path = folder.url.appending(path: "wandb.env").path
    let old = Date(timeIntervalSince1970: 1_000_000_000)
    try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
    let before = try FileManager.default.attributesOfItem(atPath: path)
    let outcome = try await fix("wandb.env", in: folder)
    let after = try FileManager.default.attributesOfItem(atPath: path)
    #expect(after[.modificationDate] as? Date == old)
    #expect(after[.systemFileNumber] as? Int == before[.systemFileNumber] as? Int)
    #expect(outcome.stderr.contains("fixed 0 problems in 0 files, "))
  }

  @Test func errorsThatRemainAreStatusOne() async throws {
    let folder = try TemporaryFolder(["cors.xml": "<Other>&</Other>\n", "a.env": Self.env])
    #expect(try await fix("a.env", in: folder).status == 0)
    let outcome = try await fix("cors.xml", "--format", "concise", in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.stderr.contains("WB2003") && !outcome.stderr.contains("WB1024"))
    #expect(folder.read("cors.xml") == "<Other>&amp;</Other>\n")
    #expect(try await fix("missing.yaml", in: folder).status == 2)
    #expect(try await fix(in: folder).status == 2)
  }

  @Test func aFileWithSyntaxErrorsIsNotChanged() async throws {
    let broken = "global:\n  hosst: https://wandb.example.com\n  size: [small\n"
    let folder = try TemporaryFolder(["values.yaml": broken, "a.env": Self.env])
    let outcome = try await fix("values.yaml", "a.env", "--unsafe", in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.stderr.contains("values.yaml: not changed, because it has syntax errors\n"))
    #expect(folder.read("values.yaml") == broken)
    #expect(folder.read("a.env") == Self.mended)
  }

  @Test func standardInputIsFixedOntoStandardOutput() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await fix("-", "--stdin-filename", "x.env", input: Self.env, in: folder)
    #expect(outcome.stdout == Self.mended)
    let unchanged = try await fix("-", "--input-format", "env", input: Self.mended, in: folder)
    #expect(unchanged.stdout == Self.mended)
    let both = folder.url.appending(path: "x.env")
    try Self.env.write(to: both, atomically: false, encoding: .utf8)
    let clash = try await fix("x.env", "-", "--stdin-filename", "x.env", input: "A=1\n", in: folder)
    #expect(clash.status == 2)
    #expect(folder.read("x.env") == Self.env)
  }

  // MARK: Diff

  @Test func diffShowsWhatWouldChangeAndWritesNothing() async throws {
    let folder = try TemporaryFolder(["wandb.env": Self.env])
    let outcome = try await fix("wandb.env", "--diff", in: folder)
    // A value of a line that did not parse may be a secret.
    #expect(
      outcome.stdout == """
        --- wandb.env
        +++ wandb.env
        @@ -1,2 +1,2 @@
        -HOST="https://wandb.example.com"
        -export LOCAL_RESTORE=•••
        +HOST=https://wandb.example.com
        +LOCAL_RESTORE=•••

        """)
    #expect(outcome.stderr.contains("would fix 2 problems in 1 file, "))
    #expect(folder.read("wandb.env") == Self.env)
  }

  @Test func diffMasksSecretsAndTheFileHoldsThem() async throws {
    let folder = try TemporaryFolder(["values.yaml": Self.values])
    let outcome = try await fix("values.yaml", "--diff", in: folder)
    #expect(outcome.stdout.contains("-    password: •••"))
    #expect(outcome.stdout.contains("+    password: •••"))
    #expect(outcome.stdout.contains("\\ No newline at end of file"))
    #expect(!(outcome.stdout + outcome.stderr).contains("hunter2"))
    let written = try await fix("values.yaml", in: folder)
    #expect(!(written.stdout + written.stderr).contains("hunter2"))
    #expect(
      folder.read("values.yaml")
        == Self.values.replacing(
          "password: \(Self.secret) ", with: "password: hunter2%3Fexample "))
  }

  /// A license that was broken into lines; the rest of it has no name.
  @Test func diffHidesLinesWithoutAName() async throws {
    let text = """
      HOST="https://wandb.example.com"
      LICENSE=eyJhbGciOiJSUzI1NiJ9.
      eyJzZWF0cyI6NDd9.SEKRET47
        FOO=SEKRET49
       SSH_PRIVATE=-----BEGIN SEKRET51

      """
    let folder = try TemporaryFolder(["wandb.env": text])
    let outcome = try await fix("wandb.env", "--diff", in: folder)
    #expect(outcome.stdout.contains("+HOST=https://wandb.example.com\n LICENSE=•••\n •••\n"))
    #expect(outcome.stdout.contains("   FOO=•••\n"))
    #expect(!(outcome.stdout + outcome.stderr).contains("SEKRET"))
    #expect(!(outcome.stdout + outcome.stderr).contains("eyJzZ"))
    #expect(outcome.stderr.contains("WB1032"))
  }

  @Test func diffSaysWhatChangesInHiddenText() async throws {
    let folder = try TemporaryFolder(["values.yaml": Self.values])
    let outcome = try await fix("values.yaml", "--diff", in: folder)
    #expect(outcome.stdout.contains(": percent-encode it\n"), "\(outcome.stdout)")
    #expect(!outcome.stdout.contains("hunter2"))
  }

  /// A variable that a compose file passes on has no value there, so nothing of its line is secret.
  @Test func diffShowsNamesOfVariablesThatArePassedOn() async throws {
    let text = """
      services:
        local:
          image: wandb/local
          environment:
            - HOST=https://wandb.example.com
            - LICENSE
            - MYSQL=mysql://wandb:hun/ter@db.example.com:3306/wandb

      """
    let folder = try TemporaryFolder(["compose.yaml": text])
    let outcome = try await fix("compose.yaml", "--diff", in: folder)
    #expect(outcome.stdout.contains("\n       - LICENSE\n"), "\(outcome)")
    #expect(!outcome.stdout.contains("hun/ter"))
  }

  // MARK: Folders and links

  @Test func aLinkIsFollowedToWhatItNames() async throws {
    let folder = try TemporaryFolder(["real.env": Self.env])
    let link = folder.url.appending(path: "link.env")
    try FileManager.default.createSymbolicLink(
      at: link, withDestinationURL: folder.url.appending(path: "real.env"))
    _ = try await fix("link.env", "real.env", in: folder)
    #expect(folder.read("real.env") == Self.mended)
    let kind = try FileManager.default.attributesOfItem(atPath: link.path)[.type]
    #expect(kind as? FileAttributeType == .typeSymbolicLink)
  }

  @Test func aLinkThatLeavesTheFolderIsNotFollowed() async throws {
    let outside = try TemporaryFolder(["real.env": Self.env])
    let inside = try TemporaryFolder(["a.env": Self.env])
    try FileManager.default.createSymbolicLink(
      at: inside.url.appending(path: "b.env"),
      withDestinationURL: outside.url.appending(path: "real.env"))
    let outcome = try await fix(".", in: inside)
    #expect(outcome.status == 2)
    #expect(outcome.stderr.contains("the link points outside ."))
    #expect(outside.read("real.env") == Self.env)
    #expect(inside.read("a.env") == Self.env)
    #expect(try FileManager.default.contentsOfDirectory(atPath: inside.url.path).count == 2)
  }

  @Test func filesThatWereNotNamedStayAsTheyAre() async throws {
    let module = """
      module "wandb" {
        source     = "wandb/wandb/aws"
        version    = "7.18.2"
        namespac   = "wandb"
      }

      """
    let folder = try TemporaryFolder(["main.tf": module, "prod.tfvars": "x = 1\n"])
    _ = try await fix("prod.tfvars", "--unsafe", in: folder)
    #expect(folder.read("main.tf") == module)
    _ = try await fix(".", in: folder)
    #expect(folder.read("main.tf") == module)
    _ = try await fix(".", "--unsafe", in: folder)
    #expect(folder.read("main.tf") == module.replacing("namespac ", with: "namespace "))
  }
}
