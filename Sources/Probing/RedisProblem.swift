/// What can be wrong with a Redis server.
package enum RedisProblem: String, ProbeProblem {
  case loginRefused = "redis-login-refused"
  case passwordNotExpected = "redis-password-not-expected"
  case passwordRequired = "redis-password-required"
  case commandRefused = "redis-command-refused"
  case informationRefused = "redis-information-refused"
  case notSentinel = "redis-is-not-sentinel"
  case rightMissing = "redis-right-missing"
  case versionUnsupported = "redis-version-unsupported"
  case memoryTooSmall = "redis-memory-too-small"
  case memoryUnlimited = "redis-memory-unlimited"
  case evictionPolicy = "redis-eviction-policy"
  case isReplica = "redis-is-replica"
  case masterUnknown = "redis-master-unknown"
}
