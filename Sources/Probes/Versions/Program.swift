import Glibc

/// A program of this machine that prints something and ends.
enum Program {
  /// What a program printed, or why it printed nothing.
  struct Result {
    var output: [UInt8] = []
    /// The first line of its errors, or an error of the system.
    var problem = ""
  }

  /// Whether a program is in a folder of `PATH`.
  static func isInstalled(_ name: String) -> Bool {
    let folders = getenv("PATH").map { String(cString: $0) } ?? ""
    return folders.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
  }

  /// Runs a program until it ends, or until the deadline.
  static func run(_ words: [String], _ deadline: Deadline) -> Result {
    guard let output = Pipe(), let errors = Pipe() else {
      return Result(problem: Addresses.errorText)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.writing, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors.writing, STDERR_FILENO)
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let failure = posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
    close(output.writing)
    close(errors.writing)
    defer {
      close(output.reading)
      close(errors.reading)
    }
    guard failure == 0 else { return Result(problem: String(cString: strerror(failure))) }
    let result = readAll(output.reading, errors.reading, deadline)
    kill(process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return result
  }

  /// Reads both pipes to their ends, so that neither is full while the other is read.
  private static func readAll(_ output: Int32, _ errors: Int32, _ deadline: Deadline) -> Result {
    var texts = [[UInt8](), [UInt8]()]
    var entries = [output, errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while entries.contains(where: { $0.fd >= 0 }) {
      let count = poll(&entries, 2, deadline.remaining)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return Result(problem: "no answer in time") }
      for index in entries.indices where entries[index].revents != 0 {
        let count = read(entries[index].fd, &chunk, chunk.count)
        if count > 0 { texts[index] += chunk[..<count] } else { entries[index].fd = -1 }
      }
    }
    let line = String(decoding: texts[1], as: UTF8.self).split(separator: "\n").first ?? ""
    return Result(output: texts[0], problem: String(line))
  }

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
}
