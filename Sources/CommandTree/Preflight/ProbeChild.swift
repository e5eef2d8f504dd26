import CLinux
import Glibc
import Probing

/// A running probe: a child process of this program.
struct ProbeChild {
  /// Where its events come from.
  let events: Int32
  /// Where its request goes; -1 once all of it is written.
  private(set) var input: Int32
  /// When it has to end, in milliseconds since the start of the run.
  let deadline: Int64
  private let process: pid_t
  private var unsent: ArraySlice<UInt8>
  private var reader = WireReader()
  /// Whether it said that nothing follows.
  private(set) var isFinished = false

  /// Why a child could not be started: an error of the system.
  struct LaunchError: Error { let code: Int32 }

  /// Starts a child.
  init(_ request: ProbeRequest, until deadline: Int64) throws(LaunchError) {
    let requests = try Pipe()
    let reports: Pipe
    do throws(LaunchError) {
      reports = try Pipe()
    } catch {
      requests.close()
      throw error
    }
    defer {
      close(requests.reading)
      close(reports.writing)
    }
    var process: pid_t = 0
    let code = Self.spawn(&process, request.probe, requests.reading, reports.writing)
    guard code == 0 else {
      close(requests.writing)
      close(reports.reading)
      throw LaunchError(code: code)
    }
    self.process = process
    (events, input, self.deadline) = (reports.reading, requests.writing, deadline)
    unsent = request.record.bytes[...]
    for descriptor in [events, input] {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
  }

  private static func spawn(
    _ process: inout pid_t, _ probe: ProbeName, _ request: Int32, _ events: Int32
  ) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, request, ProbeDescriptors.request)
    posix_spawn_file_actions_adddup2(&actions, events, ProbeDescriptors.events)
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, so that Ctrl-C reaches only this process, which then cleans up.
    posix_spawnattr_setpgroup(&attributes, 0)
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGMASK)
        | Int16(POSIX_SPAWN_SETSIGDEF))
    var words = ProgramPath.vector([ProgramPath.own, "--probe", probe.rawValue])
    var environment = ProgramPath.vector(environment(of: probe))
    defer { for word in words + environment { free(word) } }
    return posix_spawn(&process, ProgramPath.own, &actions, &attributes, &words, &environment)
  }

  /// What a probe may see of the environment: no library looks for its own configuration there.
  ///
  /// Only `kubectl` and `terraform` get all of it, because they find the cluster and the credentials
  /// for it there, as in any other run.
  private static func environment(of probe: ProbeName) -> [String] {
    guard probe != .kubernetes, probe != .terraform else {
      return Terminal.environment.map { "\($0.key)=\($0.value)" }.sorted() + [
        "CHECKPOINT_DISABLE=1"
      ]
    }
    let names = ["PATH", "HOME", "LANG", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR"]
    return names.compactMap { name in Terminal.variable(name).map { "\(name)=\($0)" } }
      + ["LDAPNOINIT=1", "SWIFT_BACKTRACE=enable=no"]
  }

  /// Writes as much of the request as the pipe takes.
  mutating func sendRequest() {
    let count = unsent.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
    if count > 0 { unsent = unsent.dropFirst(count) }
    guard unsent.isEmpty || count < 0 && errno != EAGAIN && errno != EINTR else { return }
    close(input)
    input = -1
  }

  /// The events that arrived; nil at their end.
  mutating func receive() -> [ProbeEvent]? {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(events, &chunk, chunk.count)
    guard count != 0 else { return nil }
    guard count > 0 else { return errno == EAGAIN || errno == EINTR ? [] : nil }
    reader.append(chunk[..<count])
    var result: [ProbeEvent] = []
    while let record = reader.next() {
      guard let event = ProbeEvent(record) else { continue }
      if case .finished = event { isFinished = true }
      result.append(event)
    }
    return result
  }

  /// Ends the child with everything that it started, and returns the events that it sent before.
  mutating func terminate() -> [ProbeEvent] {
    _ = Glibc.kill(-process, SIGKILL)
    // Only when it is gone, nothing more can be in the pipe.
    reap()
    var rest: [ProbeEvent] = []
    while let more = receive(), !more.isEmpty { rest += more }
    closeAll()
    return rest
  }

  /// Takes leave of a process that closed its pipe; why it ended, if it did not say that it was done.
  mutating func finish() -> String? {
    defer { closeAll() }
    guard !isFinished else {
      _ = Glibc.kill(-process, SIGKILL)
      reap()
      return nil
    }
    let status = reapSoon()
    // `WIFSIGNALED` and its like are macros.
    let (number, code) = (status & 0x7F, status >> 8 & 0xFF)
    return number != 0 ? "signal \(number)" : "exit status \(code)"
  }

  /// The status of a process that is about to end; one that does not is killed.
  private func reapSoon() -> Int32 {
    var status: Int32 = 0
    for _ in 0..<20 {
      guard waitpid(process, &status, WNOHANG) == 0 else { return status }
      usleep(5000)
    }
    _ = Glibc.kill(-process, SIGKILL)
    return reap()
  }

  @discardableResult
  private func reap() -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }

  private mutating func closeAll() {
    close(events)
    if input >= 0 { close(input) }
    input = -1
  }
}

/// A pipe whose ends no child inherits.
private struct Pipe {
  let reading: Int32
  let writing: Int32

  init() throws(ProbeChild.LaunchError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw ProbeChild.LaunchError(code: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }

  func close() {
    Glibc.close(reading)
    Glibc.close(writing)
  }
}
