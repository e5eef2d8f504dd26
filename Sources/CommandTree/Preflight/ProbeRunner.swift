import CLinux
import Glibc
import Preflight
import Probing

/// Runs probes side by side, each in a process of its own, and ends them in time.
///
/// One thread waits for all of them with `poll`: nothing here can block.
struct ProbeRunner {
  private var outcomes: [ProbeOutcome]
  private var children: [Int: ProbeChild] = [:]
  private var deadlines: [Int: Int64] = [:]
  private var progress: PreflightProgress
  private let signals: Int32
  private let start = Terminal.milliseconds
  private var isInterrupted = false

  init(_ plans: [ProbePlan], progress: PreflightProgress) {
    outcomes = plans.map { ProbeOutcome($0) }
    self.progress = progress
    var mask = sigset_t()
    sigemptyset(&mask)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&mask, number) }
    sigprocmask(SIG_BLOCK, &mask, nil)
    signal(SIGPIPE, SIG_IGN)
    signals = signalfd(-1, &mask, Int32(SFD_NONBLOCK | SFD_CLOEXEC))
  }

  /// How long an interrupted run may take to remove what probes created.
  private static let cleanupTime = 700

  /// Runs all probes, then removes what they left.
  mutating func run() -> [ProbeOutcome] {
    for index in outcomes.indices { launch(index, outcomes[index].plan.request) }
    waitForAll()
    cleanUp()
    progress.end()
    return outcomes
  }

  private var now: Int64 { Terminal.milliseconds - start }

  private mutating func launch(_ index: Int, _ request: ProbeRequest) {
    let plan = outcomes[index].plan
    if let events = plan.known {
      for event in events { outcomes[index].add(event, at: now) }
      return
    }
    guard plan.isRunnable else { return outcomes[index].skip(at: now) }
    guard let child = ProbeChild(request) else {
      return outcomes[index].stop(.ended(String(cString: strerror(errno))), at: now)
    }
    children[index] = child
    deadlines[index] = now + Int64(request.timeout)
  }

  private mutating func waitForAll() {
    while !children.isEmpty {
      let order = children.keys.sorted()
      var entries = order.map {
        pollfd(fd: children[$0]?.events ?? -1, events: Int16(POLLIN), revents: 0)
      }
      entries += order.map {
        pollfd(fd: children[$0]?.input ?? -1, events: Int16(POLLOUT), revents: 0)
      }
      entries.append(pollfd(fd: signals, events: Int16(POLLIN), revents: 0))
      let next = deadlines.values.min() ?? now
      poll(&entries, nfds_t(entries.count), Int32(clamping: max(0, min(next - now, 100))))
      for (position, index) in order.enumerated() {
        if entries[order.count + position].revents != 0 { children[index]?.sendRequest() }
        if entries[position].revents != 0 { receive(index) }
      }
      if entries.last?.revents != 0, hasSignal { interrupt() }
      for index in order where now >= deadlines[index] ?? .max { expire(index) }
      progress.show(outcomes)
    }
  }

  private mutating func receive(_ index: Int) {
    guard let events = children[index]?.receive() else { return end(index) }
    for event in events { outcomes[index].add(event, at: now) }
  }

  /// The probe closed its pipe: it is done, or it died.
  private mutating func end(_ index: Int) {
    guard let child = children.removeValue(forKey: index) else { return }
    if let reason = child.finish() { outcomes[index].stop(.ended(reason), at: now) }
  }

  /// The probe did not end by its deadline.
  private mutating func expire(_ index: Int) {
    guard let child = children.removeValue(forKey: index) else { return }
    child.kill()
    _ = child.finish()
    outcomes[index].stop(ProbeFailure(ConnectionProblem.noAnswer), at: now)
  }

  /// Ends all probes at once.
  private mutating func interrupt() {
    isInterrupted = true
    for index in children.keys.sorted() {
      guard let child = children.removeValue(forKey: index) else { continue }
      for event in child.receiveRest() { outcomes[index].add(event, at: now) }
      child.kill()
      _ = child.finish()
      outcomes[index].interrupt(at: now)
    }
  }

  private var hasSignal: Bool {
    var bytes = [UInt8](repeating: 0, count: 128)
    return read(signals, &bytes, bytes.count) > 0
  }

  /// Removes what probes created and did not remove themselves.
  private mutating func cleanUp() {
    let left = outcomes.indices.filter { !outcomes[$0].leftovers.isEmpty }
    guard !left.isEmpty else { return }
    let wasInterrupted = isInterrupted
    var removals = outcomes
    swap(&removals, &outcomes)
    for index in left {
      var request = removals[index].plan.request
      request.leftovers = removals[index].leftovers
      if wasInterrupted { request.timeout = Self.cleanupTime }
      launch(index, request)
    }
    waitForAll()
    for index in left {
      removals[index].adoptLeftovers(of: outcomes[index])
      removals[index].reportLeftovers(at: now)
    }
    outcomes = removals
  }
}

extension ProbeFailure {
  /// The process of a probe ended by itself.
  fileprivate static func ended(_ reason: String) -> ProbeFailure {
    ProbeFailure(ConnectionProblem.probeEnded, [.reply: reason])
  }
}
