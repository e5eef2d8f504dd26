import Glibc

/// Names of objects that `--write` creates for a moment.
enum TestName {
  /// A name that no other run uses: `wandb-cfg-preflight-`, the time and the process.
  static func make() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return "wandb-cfg-preflight-\(time.tv_sec)-\(time.tv_nsec)-\(getpid())"
  }
}
