import Glibc

/// The moment by which a probe has to end, on the monotonic clock.
struct Deadline: Sendable {
  private let end: Int64

  /// A deadline in some milliseconds from now.
  init(milliseconds: Int) { end = Self.now + Int64(milliseconds) }

  /// The milliseconds that are left; 0 after the deadline.
  var remaining: Int32 { Int32(clamping: max(0, end - Self.now)) }

  /// A moment that another process of this machine chose.
  init(at end: Int64) { self.end = end }

  /// A deadline in half of the time that is left: another attempt may follow.
  var half: Deadline { Deadline(milliseconds: Int(remaining / 2)) }

  var isOver: Bool { remaining == 0 }

  private static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
