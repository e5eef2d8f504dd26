/// A key of a compose service, and the option of `docker run` that says the same.
///
/// Source: Compose Specification, "Services top-level elements"; Docker CLI 28.2, `docker run --help`.
package struct ContainerWord: Sendable {
  /// How the key writes what the option repeats.
  package enum Shape: Sendable {
    /// One text.
    case text
    /// A list of texts, or a single one; the option is repeated.
    case list
    /// `NAME=VALUE` each, as a list or a mapping.
    case pairs
    /// `true`, or the option without a value.
    case flag
  }

  /// The key; of a nested one, the names with dots between.
  package let key: String
  package let flag: String
  package let shape: Shape

  private init(_ key: String, _ flag: String, _ shape: Shape) {
    (self.key, self.flag, self.shape) = (key, flag, shape)
  }

  /// The words whose values both write alike.
  ///
  /// The others, such as `ports`, have forms of their own.
  package static let all: [ContainerWord] = [
    .init("container_name", "name", .text), .init("restart", "restart", .text),
    .init("hostname", "hostname", .text), .init("domainname", "domainname", .text),
    .init("user", "user", .text), .init("working_dir", "workdir", .text),
    .init("privileged", "privileged", .flag), .init("read_only", "read-only", .flag),
    .init("init", "init", .flag), .init("tty", "tty", .flag),
    .init("stdin_open", "interactive", .flag), .init("oom_kill_disable", "oom-kill-disable", .flag),
    .init("oom_score_adj", "oom-score-adj", .text), .init("platform", "platform", .text),
    .init("runtime", "runtime", .text), .init("isolation", "isolation", .text),
    .init("ipc", "ipc", .text), .init("pid", "pid", .text), .init("uts", "uts", .text),
    .init("userns_mode", "userns", .text), .init("cgroup", "cgroupns", .text),
    .init("cgroup_parent", "cgroup-parent", .text), .init("mac_address", "mac-address", .text),
    .init("shm_size", "shm-size", .text), .init("mem_limit", "memory", .text),
    .init("memswap_limit", "memory-swap", .text),
    .init("mem_swappiness", "memory-swappiness", .text),
    .init("mem_reservation", "memory-reservation", .text), .init("cpus", "cpus", .text),
    .init("cpuset", "cpuset-cpus", .text), .init("cpu_shares", "cpu-shares", .text),
    .init("cpu_period", "cpu-period", .text), .init("cpu_quota", "cpu-quota", .text),
    .init("pids_limit", "pids-limit", .text), .init("stop_signal", "stop-signal", .text),
    .init("pull_policy", "pull", .text), .init("gpus", "gpus", .text),
    .init("cap_add", "cap-add", .list), .init("cap_drop", "cap-drop", .list),
    .init("devices", "device", .list), .init("device_cgroup_rules", "device-cgroup-rule", .list),
    .init("dns", "dns", .list), .init("dns_search", "dns-search", .list),
    .init("dns_opt", "dns-option", .list), .init("expose", "expose", .list),
    .init("group_add", "group-add", .list), .init("security_opt", "security-opt", .list),
    .init("tmpfs", "tmpfs", .list), .init("labels", "label", .pairs),
    .init("annotations", "annotation", .pairs), .init("sysctls", "sysctl", .pairs),
    .init("logging.driver", "log-driver", .text), .init("logging.options", "log-opt", .pairs),
    .init("healthcheck.interval", "health-interval", .text),
    .init("healthcheck.timeout", "health-timeout", .text),
    .init("healthcheck.retries", "health-retries", .text),
    .init("healthcheck.start_period", "health-start-period", .text),
    .init("healthcheck.start_interval", "health-start-interval", .text),
  ]

  /// The word of an option of `docker run`.
  package static func of(flag: String) -> ContainerWord? { all.first { $0.flag == flag } }

  /// The words of a key, and of the keys below it.
  package static func of(key: String) -> [ContainerWord] {
    all.filter { $0.key == key || $0.key.hasPrefix(key + ".") }
  }
}
