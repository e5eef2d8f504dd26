import Glibc

/// A program of this machine that prints something and ends.
enum Program {
  /// What a program printed, and how it ended.
  struct Result {
    let status: Int32
    let output: [UInt8]
    let errors: String
  }

  /// Runs a program that is found in `PATH`; nil if there is none.
  ///
  /// The parent kills the whole group of processes at the deadline of the probe.
  static func run(_ words: [String]) -> Result? {
    guard let output = Pipe(), let errors = Pipe() else { return nil }
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
    guard failure == 0 else { return nil }
    let texts = readAll(output.reading, errors.reading)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return Result(
      status: status, output: texts.output, errors: String(decoding: texts.errors, as: UTF8.self))
  }

  /// Reads both pipes to their ends, so that neither is full while the other is read.
  private static func readAll(
    _ output: Int32, _ errors: Int32
  ) -> (output: [UInt8], errors: [UInt8]) {
    var texts = [[UInt8](), [UInt8]()]
    var entries = [output, errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while entries.contains(where: { $0.fd >= 0 }) {
      guard poll(&entries, 2, -1) > 0 || errno == EINTR else { break }
      for index in entries.indices where entries[index].revents != 0 {
        let count = read(entries[index].fd, &chunk, chunk.count)
        if count > 0 { texts[index] += chunk[..<count] } else { entries[index].fd = -1 }
      }
    }
    return (texts[0], texts[1])
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
