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
  private var progress: PreflightProgress
  private let signals: BlockedSignals
  private let start = Terminal.milliseconds
  /// Whether the user ended the run.
  private(set) var isInterrupted = false

  init(_ plans: [ProbePlan], progress: PreflightProgress) {
    outcomes = plans.map { ProbeOutcome($0) }
    self.progress = progress
    signals = BlockedSignals()
  }

  /// How long removing what probes left may take, in milliseconds; an interrupted run ends within a
  /// second.
  private static let cleanupTime = 800

  /// Runs all probes, then removes what they left.
  mutating func run() -> [ProbeOutcome] {
    for index in outcomes.indices { launch(index, outcomes[index].plan.request) }
    waitForAll()
    cleanUp()
    progress.end()
    signals.restore()
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
    var request = request
    request.end = Terminal.milliseconds + Int64(request.timeout)
    do throws(ProbeChild.LaunchError) {
      children[index] = try ProbeChild(request, until: now + Int64(request.timeout))
    } catch {
      outcomes[index].stop(.ended(String(cString: strerror(error.code))), at: now)
    }
  }

  private mutating func waitForAll() {
    progress.show(outcomes)
    while !children.isEmpty {
      let order = children.keys.sorted()
      let (events, inputs) = (order.map { children[$0]?.events }, order.map { children[$0]?.input })
      var entries = events.map { pollfd(fd: $0 ?? -1, events: Int16(POLLIN), revents: 0) }
      entries += inputs.map { pollfd(fd: $0 ?? -1, events: Int16(POLLOUT), revents: 0) }
      entries.append(pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0))
      let next = children.values.map(\.deadline).min() ?? now
      let count = poll(&entries, nfds_t(entries.count), Int32(clamping: max(0, next - now)))
      for (position, index) in order.enumerated() where count > 0 {
        if entries[order.count + position].revents != 0 { children[index]?.sendRequest() }
        if entries[position].revents != 0 { receive(index) }
      }
      if entries.last?.revents != 0, signals.arrived { interrupt() }
      for index in order where now >= children[index]?.deadline ?? .max { expire(index) }
      if count > 0 { progress.show(outcomes) }
    }
  }

  private mutating func receive(_ index: Int) {
    guard let events = children[index]?.receive() else { return end(index) }
    for event in events { outcomes[index].add(event, at: now) }
    if children[index]?.isFinished == true { end(index) }
  }

  /// The probe closed its pipe: it is done, or it died.
  private mutating func end(_ index: Int) {
    guard var child = children.removeValue(forKey: index) else { return }
    if let reason = child.finish() { outcomes[index].stop(.ended(reason), at: now) }
  }

  /// The probe did not end by its deadline.
  private mutating func expire(_ index: Int) {
    guard terminate(index) else { return }
    let address = outcomes[index].plan.target
    outcomes[index].stop(
      ProbeFailure(ConnectionProblem.noAnswer, [.address: address], blaming: .port), at: now)
  }

  /// Ends all probes at once.
  private mutating func interrupt() {
    isInterrupted = true
    for index in children.keys.sorted() where terminate(index) {
      outcomes[index].interrupt(at: now)
    }
  }

  /// Ends a probe, and takes what it reported until then.
  private mutating func terminate(_ index: Int) -> Bool {
    guard var child = children.removeValue(forKey: index) else { return false }
    for event in child.terminate() { outcomes[index].add(event, at: now) }
    return true
  }

  /// Removes what probes created and did not remove themselves.
  private mutating func cleanUp() {
    let left = outcomes.indices.filter { !outcomes[$0].leftovers.isEmpty }
    guard !left.isEmpty else { return }
    var probed = outcomes
    for index in left {
      outcomes[index] = ProbeOutcome(probed[index].plan, leftovers: probed[index].leftovers)
      var request = probed[index].plan.request
      (request.leftovers, request.timeout) = (probed[index].leftovers, Self.cleanupTime)
      launch(index, request)
    }
    waitForAll()
    for index in left {
      probed[index].adoptLeftovers(of: outcomes[index])
      probed[index].reportLeftovers(at: now)
    }
    outcomes = probed
  }
}

extension ProbeFailure {
  /// The process of a probe ended by itself.
  fileprivate static func ended(_ reason: String) -> ProbeFailure {
    ProbeFailure(ConnectionProblem.probeEnded, [.reply: reason])
  }
}

/// Signals that end the program, read from a descriptor while probes run.
private struct BlockedSignals {
  let descriptor: Int32
  private let before: sigset_t

  init() {
    var (mask, before) = (sigset_t(), sigset_t())
    sigemptyset(&mask)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&mask, number) }
    sigprocmask(SIG_BLOCK, &mask, &before)
    self.before = before
    // A child that is gone is seen at its pipe, and its status must be kept for `waitpid`.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGCHLD, SIG_DFL)
    descriptor = signalfd(-1, &mask, Int32(SFD_NONBLOCK | SFD_CLOEXEC))
  }

  /// Whether one arrived.
  var arrived: Bool {
    var bytes = [UInt8](repeating: 0, count: 128)
    return read(descriptor, &bytes, bytes.count) > 0
  }

  /// Lets the signals end the program again.
  func restore() {
    var mask = before
    sigprocmask(SIG_SETMASK, &mask, nil)
    close(descriptor)
  }
}
