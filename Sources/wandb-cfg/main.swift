import CommandTree
import Glibc

exit(WandbCfg.runProcess())
