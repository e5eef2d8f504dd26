import CommandTree
import Glibc
import Probes

// Without libraries of its own, `wandb-cfg` starts as fast as ever; this program has them.
let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.count == 2, arguments[0] == "--probe" { exit(ProbeProcess.run(arguments[1])) }
exit(WandbCfg.runPreflight(arguments))
