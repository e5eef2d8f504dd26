import Diagnostics
import Glibc

/// Standard output and error.
enum Terminal {
  /// Standard output for results, standard error for everything else.
  enum Stream {
    case output, error

    var descriptor: Int32 { self == .output ? STDOUT_FILENO : STDERR_FILENO }

    static let all = [Stream.output, .error]

    /// The file that the stream goes to; nil if it is closed.
    var identity: FileSystem.Identity? {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { return nil }
      return FileSystem.Identity(device: status.st_dev, number: status.st_ino)
    }

    var name: String { self == .output ? "standard output" : "standard error" }
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

  /// Prints, and ends the program with status 2 when that fails.
  static func write(_ text: String, to stream: Stream) {
    do { try print(text, to: stream) } catch { fail(error, stream) }
  }

  /// Prints, and ends the program with status 2 when that fails.
  static func write(_ bytes: [UInt8], to stream: Stream) {
    do { try print(bytes, to: stream) } catch { fail(error, stream) }
  }

  /// Prints what a file is to contain; a terminal gets it with escapes for what it would obey.
  static func writeContents(_ text: String) {
    do { try printContents(Array(text.utf8)) } catch { fail(error, .output) }
  }

  /// The same, for those who have to undo something when that fails.
  static func printContents(_ bytes: [UInt8]) throws(CommandFailure) {
    guard isTerminal(.output) else { return try print(bytes, to: .output) }
    try print(String(decoding: bytes, as: UTF8.self).printableLines, to: .output)
  }

  /// Prints, for those who have to undo something when that fails.
  static func print(_ text: String, to stream: Stream) throws(CommandFailure) {
    var text = text
    let isWritten = text.withUTF8 {
      FileSystem.write(UnsafeRawBufferPointer($0), to: stream.descriptor)
    }
    if !isWritten { throw FileSystem.failure("can't write", stream.name) }
  }

  /// Prints, for those who have to undo something when that fails.
  static func print(_ bytes: [UInt8], to stream: Stream) throws(CommandFailure) {
    let isWritten = bytes.withUnsafeBytes { FileSystem.write($0, to: stream.descriptor) }
    if !isWritten { throw FileSystem.failure("can't write", stream.name) }
  }

  /// A reader that closed its pipe needs no message, and nobody reads one about standard error.
  private static func fail(_ failure: CommandFailure, _ stream: Stream) {
    guard errno != EPIPE else { return }
    if stream == .output { try? print(failure.text, to: .error) }
    exit(2)
  }

  /// Prepares the standard streams of the process.
  ///
  /// A file that is opened later must not get the number of a closed stream, and with it what is printed.
  /// What takes its place can't be read or written, so that using the stream still fails. A file
  /// that grows too large is a failure like others, not the end of the program.
  static func prepareStreams() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
    signal(SIGXFSZ, SIG_IGN)
  }

  static func exit(_ status: Int32) -> Never { Glibc.exit(status) }

  /// An environment variable of the process.
  @Sendable static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// An environment variable whose text must be right to the byte, such as a password; nil if it is not
  /// set.
  static func text(ofVariable name: String) throws(CommandFailure) -> String? {
    guard let value = getenv(name) else { return nil }
    guard let text = String(validatingCString: value) else {
      throw CommandFailure(message: "environment variable \(name) is not UTF-8")
    }
    return text
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
