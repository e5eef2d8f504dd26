import CommandTree
import Glibc

exit(WandbCfg.run(Array(CommandLine.arguments.dropFirst())))
