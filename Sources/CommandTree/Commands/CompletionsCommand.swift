import ArgumentParser
import Diagnostics

/// `completions`: prints the script with which a shell completes this program's arguments.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", _superCommandName: WandbCfg.name,
    abstract: "Print a completion script for bash, zsh or fish.",
    discussion: """
      bash: wandb-cfg completions bash > /etc/bash_completion.d/wandb-cfg
      zsh: wandb-cfg completions zsh > "${fpath[1]}/_wandb-cfg"
      fish: wandb-cfg completions fish > ~/.config/fish/completions/wandb-cfg.fish
      """)

  @Argument(help: "bash, zsh or fish.") var shell: Shell

  /// The shells that scripts exist for.
  enum Shell: String, OptionWord { case bash, zsh, fish }

  func run() {
    let kind: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    Terminal.write(WandbCfg.completionScript(for: kind) + "\n", to: .output)
  }
}
