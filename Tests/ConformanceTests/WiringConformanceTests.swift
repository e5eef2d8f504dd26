import Foundation
import TestSupport
import Testing

/// The hooks, the action and the template are what pre-commit, GitHub and GitLab read.
@Suite struct WiringConformanceTests {
  private func complaints(_ oracle: Oracle, about path: String) throws -> String {
    let file = Fixture.project.appending(path: path)
    let answer = try oracle.complaints(about: [file])
    return answer.status == 0 ? "" : "\(answer.status) \(answer.text)"
  }

  @Test(.comparing(with: .actionSchema, .gitlabSchema, .hookManifest))
  func filesAreValid() throws {
    #expect(
      try complaints(.actionSchema, about: ".github/actions/wandb-cfg/action.yml") == "")
    #expect(try complaints(.gitlabSchema, about: ".gitlab/wandb-cfg.gitlab-ci.yml") == "")
    #expect(try complaints(.hookManifest, about: ".pre-commit-hooks.yaml") == "")
    // Or else silence would mean nothing.
    #expect(try complaints(.actionSchema, about: ".gitlab/wandb-cfg.gitlab-ci.yml") != "")
    #expect(try complaints(.gitlabSchema, about: ".github/actions/wandb-cfg/action.yml") != "")
    #expect(try complaints(.hookManifest, about: ".gitlab/wandb-cfg.gitlab-ci.yml") != "")
  }

  /// pre-commit passes the files that a commit changes, W&B's or not.
  @Test(.comparing(with: .hookManifest, .git))
  func preCommitRunsTheHook() throws {
    let hooks = try Repository([
      ".pre-commit-hooks.yaml": try String(
        contentsOf: Fixture.project.appending(path: ".pre-commit-hooks.yaml"), encoding: .utf8)
    ])
    let site = try Repository([
      "values.yaml": "global:\n  host: https://wandb.example.com\n", "other.yaml": "a: 1\n",
      "README.md": "W&B\n", "main.tf": "variable \"x\" {}\n",
    ])
    let good = try hook(of: hooks, in: site)
    #expect(good.status == 0, "\(good.output)")
    try site.add("global:\n  host: wandb.example.com\n", "site.yaml")
    let bad = try hook(of: hooks, in: site)
    #expect(bad.status == 1 && bad.output.contains("site.yaml:2:9"), "\(bad.output)")
    #expect(!bad.output.contains("other.yaml:"), "\(bad.output)")
  }

  private func hook(
    of hooks: Repository, in site: Repository
  ) throws -> (status: Int32, output: String) {
    let tool = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    return try site.run(
      """
      PATH='\(tool.path)':$PATH PRE_COMMIT_HOME='\(site.url.path)/.git/cache' \
      '\(Oracle.hookManifest.path)' try-repo '\(hooks.url.path)' wandb-cfg-system --all-files
      """)
  }
}

/// A folder that Git has all files of.
private final class Repository {
  private let scratch: Scratch
  let url: URL

  init(_ files: [String: String]) throws {
    scratch = try Scratch()
    url = scratch.url("repository")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    #expect(try run("git init --quiet").status == 0)
    for (name, text) in files { try add(text, name) }
    let commit = try run("git -c user.name=a -c user.email=a@example.com commit --quiet -m a")
    #expect(commit.status == 0, "\(commit.output)")
  }

  func add(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: url.appending(path: name))
    #expect(try run("git add -- '\(name)'").status == 0)
  }

  func run(_ script: String) throws -> (status: Int32, output: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = url
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }
}
