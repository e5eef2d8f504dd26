package import Diagnostics
package import Probing

extension RedisProblem: ReportedProblem {
  package var id: DiagnosticID {
    switch self {
    case .loginRefused: Codes.loginRefused
    case .passwordNotExpected: Codes.passwordNotExpected
    case .passwordRequired: Codes.passwordRequired
    case .commandRefused: Codes.commandRefused
    case .informationRefused: Codes.informationRefused
    case .notSentinel: Codes.notSentinel
    case .rightMissing: Codes.rightMissing
    case .versionUnsupported: Codes.versionUnsupported
    case .memoryTooSmall: Codes.memoryTooSmall
    case .memoryUnlimited: Codes.memoryUnlimited
    case .evictionPolicy: Codes.evictionPolicy
    case .isReplica: Codes.isReplica
    case .masterUnknown: Codes.masterUnknown
    }
  }

  package func message(_ context: ProblemContext) -> Message {
    let address = context.address
    return switch self {
    case .loginRefused: "Redis at `\(address)` refuses the password\(context.reply)"
    case .passwordNotExpected:
      "Redis at `\(address)` has no password, but the configuration has one"
    case .passwordRequired: "Redis at `\(address)` requires a password"
    case .commandRefused: "Redis at `\(address)` refuses `\(context[.name])`\(context.reply)"
    case .informationRefused: "the Redis user may not run `info`\(context.reply)"
    case .notSentinel: "Redis at `\(address)` is not Sentinel, but a master set is configured"
    case .rightMissing: "the Redis user may not run `\(context[.name])`\(context.reply)"
    case .versionUnsupported: "Redis at `\(address)` is version \(context[.found]), not 6 or 7"
    case .memoryTooSmall: "Redis at `\(address)` may use only \(context[.amount]) of memory"
    case .memoryUnlimited: "Redis at `\(address)` has no limit on its memory"
    case .evictionPolicy:
      "Redis at `\(address)` refuses writes when its memory is full (`\(context[.found])`)"
    case .isReplica: "Redis at `\(address)` is a replica, which accepts no writes"
    case .masterUnknown: "Sentinel at `\(address)` does not know a master `\(context[.name])`"
    }
  }

  package func help(_ context: ProblemContext) -> Message? {
    switch self {
    case .loginRefused: "check the Redis user and password"
    case .commandRefused: nil
    case .informationRefused: "allow `+info`, so that version and memory can be checked"
    case .notSentinel: "use the address of Sentinel, or remove `global.redis.params.master`"
    case .passwordNotExpected: "remove the password, or set `requirepass` in Redis"
    case .passwordRequired: "set `global.redis.password`"
    case .versionUnsupported: "use Redis 6 or 7"
    case .memoryTooSmall: "set `maxmemory` to at least 4gb; W&B suggests 8gb"
    case .memoryUnlimited: "set `maxmemory`, so that the machine does not run out of memory"
    case .rightMissing: "grant the user all commands on all keys: `~* &* +@all`"
    case .evictionPolicy: nil
    case .isReplica: "use the address of the primary"
    case .masterUnknown: "check `global.redis.params.master`"
    }
  }
}

private enum Codes {
  private static let values =
    "global:\n  redis:\n    host: redis.example.com\n    port: 6380\n    password: secret\n"

  private static let id = ProbeCodes<RedisProblem>(.redis, .yaml(values))

  static let loginRefused = id(
    "WB5120", .loginRefused, .error, source: "Redis, command AUTH",
    "Redis refuses the user or the password.",
    "The message contains the answer of Redis to `AUTH`, without the password.",
    ["reply": "WRONGPASS invalid username-password pair or user is disabled."])
  static let passwordNotExpected = id(
    "WB5121", .passwordNotExpected, .error, source: "Redis, command AUTH",
    "The configuration has a password, but Redis has none.",
    "Redis answers `AUTH` with an error if no password is configured, and clients stop there.")
  static let passwordRequired = id(
    "WB5122", .passwordRequired, .error, source: "Redis, error NOAUTH",
    "Redis requires a password, but the configuration has none.",
    "Every command of the server would be refused with `NOAUTH`.")
  static let rightMissing = id(
    "WB5123", .rightMissing, .error, source: "Redis, error NOPERM",
    "The Redis user lacks a right.",
    "Access control lists of Redis name the commands and keys of each user (`ACL LIST`).",
    ["name": "set", "reply": "NOPERM this user has no permissions"])
  static let versionUnsupported = id(
    "WB5124", .versionUnsupported, .warning,
    source: "W&B documentation, \"External Redis\": version 6 or 7",
    "The version of Redis is not one that W&B supports.",
    "W&B documents versions 6 and 7. Others are not supported.",
    ["found": "5.0.14"])
  static let memoryTooSmall = id(
    "WB5125", .memoryTooSmall, .warning,
    source: "W&B documentation, \"External Redis\": at least 4 GB, 8 GB suggested",
    "Redis has less memory than W&B needs.",
    "`maxmemory` is the most that Redis uses. When it is reached, Redis removes keys or refuses writes.",
    ["amount": "100 MB"])
  static let memoryUnlimited = id(
    "WB5126", .memoryUnlimited, .warning, source: "Redis, `maxmemory 0`",
    "Redis may use all memory of its machine.",
    "With `maxmemory 0`, Redis grows until the kernel ends it, or the container is restarted.")
  static let evictionPolicy = id(
    "WB5127", .evictionPolicy, .note, source: "Redis, `maxmemory-policy noeviction`",
    "Redis refuses writes when its memory is full.",
    "With `noeviction`, writes fail when `maxmemory` is reached. Other policies remove keys instead.",
    ["found": "noeviction"])
  static let isReplica = id(
    "WB5128", .isReplica, .error, source: "Redis, INFO replication",
    "The Redis server is a replica.",
    "Replicas refuse writes with `READONLY`, unless `replica-read-only` is turned off.")
  static let masterUnknown = id(
    "WB5129", .masterUnknown, .error, source: "Redis Sentinel, get-master-addr-by-name",
    "Sentinel does not know the master set.",
    "The parameter `master` is the name that Sentinel monitors, not a host.",
    ["name": "mymaster"])
  static let commandRefused = id(
    "WB5130", .commandRefused, .error, source: "Redis, error replies",
    "Redis refuses a command.",
    "The message contains the answer of Redis, such as `LOADING` while it reads its data.",
    ["name": "auth", "reply": "LOADING Redis is loading the dataset in memory"])
  static let informationRefused = id(
    "WB5131", .informationRefused, .note, source: "Redis, error NOPERM",
    "The Redis user may not ask for the version and the memory.",
    "The server works without the command `info`, so only checks are left out.",
    ["reply": "NOPERM this user has no permissions to run the 'info' command"])
  static let notSentinel = id(
    "WB5132", .notSentinel, .error, source: "Redis: unknown command `SENTINEL`",
    "A master set is configured, but the server is not Sentinel.",
    "With the parameter `master`, the server asks Sentinel at this address for the primary.")
}
