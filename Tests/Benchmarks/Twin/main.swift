import CommandTree

// The do-nothing twin: the same libraries and command tree, the same parsing, and an empty `run`.
_ = try WandbCfg.command(Array(CommandLine.arguments.dropFirst()))
