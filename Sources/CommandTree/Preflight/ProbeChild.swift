import Glibc
import Probing

/// A running probe: a child process of this program.
struct ProbeChild {
  let process: pid_t
  /// Where its events come from.
  let events: Int32
  /// Where its request goes; -1 once all of it is written.
  private(set) var input: Int32
  private var unsent: ArraySlice<UInt8>
  private var reader = WireReader()

  /// Starts a child; nil if the system can't.
  init?(_ request: ProbeRequest) {
    guard let requests = Pipe(), let reports = Pipe() else { return nil }
    defer {
      close(requests.reading)
      close(reports.writing)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, requests.reading, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, reports.writing, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, so that Ctrl-C reaches only this process, which then cleans up.
    posix_spawnattr_setpgroup(&attributes, 0)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGMASK))
    var child: pid_t = 0
    var words = ProgramPath.vector([ProgramPath.own, "--probe", request.probe.rawValue])
    var environment = ProgramPath.vector(Self.environment)
    defer { for word in words + environment { free(word) } }
    let status = posix_spawn(
      &child, ProgramPath.own, &actions, &attributes, &words, &environment)
    guard status == 0 else {
      close(requests.writing)
      close(reports.reading)
      return nil
    }
    (process, events, input) = (child, reports.reading, requests.writing)
    unsent = request.record.bytes[...]
    for descriptor in [events, input] {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
  }

  /// What probes may see of the environment: no library looks for its own configuration there.
  private static var environment: [String] {
    let names = ["PATH", "HOME", "KUBECONFIG", "LANG", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR"]
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
      if let event = ProbeEvent(record) { result.append(event) }
    }
    return result
  }

  /// The events that arrived until now.
  func receiveRest() -> [ProbeEvent] {
    var copy = self
    return copy.receive() ?? []
  }

  /// Ends the child with everything that it started.
  func kill() { _ = Glibc.kill(-process, SIGKILL) }

  /// Waits for the end of the process and closes its pipes; why it ended, if not by itself.
  func finish() -> String? {
    close(events)
    if input >= 0 { close(input) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    // `WIFSIGNALED` and its like are macros.
    let (number, code) = (status & 0x7F, status >> 8 & 0xFF)
    if number != 0 { return "signal \(number)" }
    return code == 0 ? nil : "exit status \(code)"
  }
}

/// A pipe whose ends no child inherits.
private struct Pipe {
  let reading: Int32
  let writing: Int32

  init?() {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }
}
