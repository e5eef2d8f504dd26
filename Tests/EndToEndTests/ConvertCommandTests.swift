import Foundation
import TestSupport
import Testing

/// `convert` and `--secrets reference`, from arguments to files and exit status.
@Suite struct ConvertCommandTests {
  private static let values = """
    global:
      host: https://w.example.net
      license: eyJhbGciOiJSUzI1NiJ9.eyJ4IjoxfQ.c2ln
      repositoryPrefix: registry.example.net
      mysql: {host: db, user: u, database: d, password: "a%2Fb"}
    app: {image: {tag: 0.83.1}}

    """

  /// What is lost is listed with a reason; it is an error under `--strict`, and the file is written.
  @Test func listsWhatItCannotCarry() async throws {
    let folder = try TemporaryFolder(["values.yaml": Self.values])
    let words = ["convert", "values.yaml", "--to", "operator-v2", "--secrets", "literal"]
    let lenient = try await Tool.run(words, in: folder.url)
    #expect(lenient.status == 0)
    #expect(lenient.stdout.contains("kind: WeightsAndBiases"))
    #expect(lenient.stderr.contains("`global.repositoryPrefix` is not rendered"))
    #expect(lenient.stderr.contains("set `spec.global.imageRegistry`"))
    let strict = try await Tool.run(words + ["--strict"], in: folder.url)
    #expect(strict.status == 1)
    #expect(strict.stdout == lenient.stdout)
  }

  @Test func movesSecretsToAFileOfTheirOwn() async throws {
    let folder = try TemporaryFolder(["values.yaml": Self.values])
    let words = ["convert", "values.yaml", "--to", "helm", "--secrets", "reference"]
    #expect(try await Tool.run(words, in: folder.url).status == 2)
    let outcome = try await Tool.run(words + ["-o", "out"], in: folder.url)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let helm = try #require(folder.read("out/values.yaml"))
    #expect(helm.contains("passwordSecret:\n      name: wandb-cfg-mysql"))
    #expect(!helm.contains("a%2Fb") && !helm.contains("c2ln"))
    let secrets = try #require(folder.read("out/secrets.yaml"))
    #expect(secrets.contains("MYSQL_PASSWORD: \"a%2Fb\""))
    let both = try await Tool.run(
      [
        "render", "values.yaml", "--target", "helm", "--target", "kubernetes-secrets", "--secrets",
        "reference", "-o", "other",
      ], in: folder.url)
    #expect(both.status == 0, "\(both.stderr)")
    #expect(try #require(folder.read("other/secrets.yaml")) == secrets)
    let refused = try await Tool.run(
      ["convert", "values.yaml", "--to", "docker-env", "--secrets", "reference"], in: folder.url)
    #expect(refused.status == 2)
  }
}
