import Foundation
import TestSupport
import Testing

/// A terminal that is not one: a pair of devices, of which a program gets one and the test the other.
struct PseudoTerminal {
  private let master: Int32
  private let slave: FileHandle

  /// A terminal of 24 rows.
  init(columns: Int) throws {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (number, isLocked): (CInt, CInt) = (0, 0)
    guard master >= 0, ioctl(master, Self.setLock, &isLocked) == 0,
      ioctl(master, Self.getNumber, &number) == 0
    else { throw CocoaError(.fileReadUnknown) }
    let descriptor = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CocoaError(.fileReadUnknown) }
    var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
    slave = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// `TIOCSPTLCK` and `TIOCGPTN` of Linux, which Swift does not import.
  private static let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

  /// What the program prints on the terminal, with line feeds as it wrote them.
  func run(
    _ arguments: [String], environment: [String: String] = [:], in directory: URL
  ) throws -> String {
    let bytes = try bytes(of: arguments, environment: environment, in: directory)
    return String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
  }

  /// What arrives at the terminal, where a line ends with `\r\n`.
  func bytes(
    of arguments: [String], environment: [String: String] = [:], in directory: URL
  ) throws -> [UInt8] {
    let process = Process()
    process.executableURL = Tool.url
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.environment = ["SOURCE_DATE_EPOCH": "1795219200", "TERM": "xterm-256color"]
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = slave
    process.standardError = slave
    try process.run()
    try slave.close()
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(master, &buffer, buffer.count)
      // The other end is closed when the program has ended.
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    process.waitUntilExit()
    close(master)
    return bytes
  }
}
