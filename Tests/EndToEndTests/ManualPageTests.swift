import Foundation
import TestSupport
import Testing

/// The manual page and the completion scripts describe the commands that exist.
@Suite struct ManualPageTests {
  @Test func isUpToDate() async throws {
    let dump = try await Tool.run(["--experimental-dump-help"]).stdout
    let page = try #require(ManualPage(dump: dump))
    try Golden.expect(page.text, at: Fixture.project.appending(path: "man/wandb-cfg.1"))
  }

  /// Every command and option of the help is on the page.
  @Test func namesEveryCommand() async throws {
    let page = try String(
      contentsOf: Fixture.project.appending(path: "man/wandb-cfg.1"), encoding: .utf8
    ).replacing(#"\-"#, with: "-")
    let help = try await Tool.run(["--help"]).stdout
    let commands = help.split(separator: "\n").drop { $0 != "SUBCOMMANDS:" }
      .compactMap { $0.wholeMatch(of: /[ ]{2}([a-z]+)([ ].*)?/).map { String($0.output.1) } }
    #expect(commands.count >= 11)
    for command in commands { #expect(page.contains("\n.SS \(command)\n"), "\(command)") }
    for option in ["--format", "--max-errors", "--strict", "--target"] {
      #expect(page.contains("\\fB\(option)\\fR"), "\(option)")
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionsAreScripts(_ shell: String) async throws {
    let outcome = try await Tool.run(["completions", shell])
    #expect(outcome.status == 0 && outcome.stderr.isEmpty)
    let generated = try await Tool.run(["--generate-completion-script", shell])
    #expect(outcome.stdout == generated.stdout)
    #expect(outcome.stdout.contains("validate") && outcome.stdout.contains("max-errors"))
  }

  @Test func bashCompletesFormatsAndTargets() async throws {
    let folder = try TemporaryFolder()
    try folder.write(try await Tool.run(["completions", "bash"]).stdout, "script")
    func completed(_ words: String) async throws -> [String] {
      let program = """
        source ./script; COMP_LINE='\(words)'; COMP_WORDS=(\(words)); COMP_POINT=${#COMP_LINE}
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_TYPE=9; compopt() { :; }
        _wandb-cfg wandb-cfg "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"; printf '%s\\n' "${COMPREPLY[@]}"
        """
      let outcome = try await Tool.run(
        [], environment: ["PATH": Tool.url.deletingLastPathComponent().path + ":/usr/bin:/bin"],
        in: folder.url, wrapper: ["/bin/bash", "-O", "extglob", "-c", program])
      #expect(outcome.stderr.isEmpty)
      return outcome.stdout.split(separator: "\n").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
    }
    #expect(try await completed("wandb-cfg validate --format sa") == ["sarif"])
    #expect(try await completed("wandb-cfg completions z") == ["zsh"])
    #expect(try await completed("wandb-cfg render --target docker-e") == ["docker-env"])
  }

  @Test func unknownShellsAreRefused() async throws {
    let outcome = try await Tool.run(["completions", "tcsh"])
    #expect(outcome.status == 2 && outcome.stdout.isEmpty)
  }
}
