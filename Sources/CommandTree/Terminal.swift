import Glibc

/// Standard output and error.
enum Terminal {
  /// Standard output for results, standard error for everything else.
  enum Stream {
    case output, error

    var descriptor: Int32 { self == .output ? STDOUT_FILENO : STDERR_FILENO }
  }

  static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.descriptor) == 1 }

  /// The columns of a terminal: `COLUMNS`, else what the terminal says, else 80.
  static func width(of stream: Stream) -> Int {
    if let columns = variable("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    guard ioctl(stream.descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// The name of this machine, as links to its files need it.
  static var host: String {
    var name = utsname()
    guard uname(&name) == 0 else { return "" }
    return withUnsafeBytes(of: &name.nodename) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  static func write(_ text: String, to stream: Stream) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: stream) }
  }

  static func write(_ bytes: [UInt8], to stream: Stream) {
    bytes.withUnsafeBytes { write($0, to: stream) }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to stream: Stream) {
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      let count = Glibc.write(stream.descriptor, start, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return fail(stream) }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Exits when output could not be written; a reader that closed its pipe needs no message.
  private static func fail(_ stream: Stream) {
    guard stream == .output, errno != EPIPE else { return }
    write("error: can't write standard output: \(String(cString: strerror(errno)))\n", to: .error)
    exit(2)
  }

  static func exit(_ status: Int32) -> Never { Glibc.exit(status) }

  /// An environment variable of the process.
  @Sendable static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// All environment variables of the process.
  static var environment: [String: String] {
    var result: [String: String] = [:]
    var pointer = environ
    while let entry = pointer.pointee {
      let text = String(cString: entry)
      if let equals = text.firstIndex(of: "=") {
        result[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      pointer += 1
    }
    return result
  }

  /// Milliseconds since some moment, to measure how long something takes.
  static var milliseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// Seconds since 1970: `SOURCE_DATE_EPOCH`, else the clock.
  static var now: Int64 {
    variable("SOURCE_DATE_EPOCH").flatMap { Int64($0) } ?? Int64(time(nil))
  }
}
