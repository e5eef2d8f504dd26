import Foundation

/// Answers HTTP requests on a port of its own as a dialogue says; 501 to all others.
///
/// An object, because it owns a socket and a thread. The thread ends with the object.
final class ReplayServer: @unchecked Sendable {
  let port: Int
  private let listener: Int32
  private let dialogue: Dialogue
  private let lock = NSLock()
  private var isOver = false
  private var log: [String] = []

  init(_ dialogue: Dialogue) throws {
    self.dialogue = dialogue
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, length) | listen(listener, 16)
          | getsockname(listener, pointer, &length)
      }
    }
    self.listener = listener
    guard listener >= 0, status == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [weak self] in
      Self.serve(listener) { self?.answer($0) }
    }
  }

  /// Ends the thread, and returns what was wrong with requests.
  func stop() -> [String] {
    lock.withLock {
      isOver = true
      return log
    }
  }

  /// Serves all connections until `answer` returns nil.
  private static func serve(_ listener: Int32, _ answer: (String?) -> String?) {
    var buffers: [Int32: String] = [:]
    while answer(nil) != nil {
      var entries = ([listener] + buffers.keys.sorted()).map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      poll(&entries, nfds_t(entries.count), 50)
      if entries[0].revents != 0 { buffers[accept(listener, nil, nil)] = "" }
      for entry in entries.dropFirst() where entry.revents != 0 {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(entry.fd, &chunk, chunk.count, 0)
        guard count > 0 else {
          close(entry.fd)
          buffers[entry.fd] = nil
          continue
        }
        buffers[entry.fd, default: ""] += String(decoding: chunk[..<count], as: UTF8.self)
        guard let request = take(&buffers[entry.fd, default: ""]), let reply = answer(request)
        else { continue }
        let bytes = Array(reply.utf8)
        send(entry.fd, bytes, bytes.count, Int32(MSG_NOSIGNAL))
      }
    }
    for descriptor in [listener] + buffers.keys { close(descriptor) }
  }

  /// Removes a whole request from a buffer.
  private static func take(_ buffer: inout String) -> String? {
    guard let end = buffer.range(of: "\r\n\r\n") else { return nil }
    let head = String(buffer[..<end.lowerBound])
    let length = head.split(separator: "\r\n").first {
      $0.lowercased().hasPrefix("content-length:")
    }
    let count = length.flatMap { Int($0.dropFirst(15).filter(\.isNumber)) } ?? 0
    let body = buffer[end.upperBound...].utf8
    guard body.count >= count else { return nil }
    buffer = String(decoding: body.dropFirst(count), as: UTF8.self)
    return head
  }

  /// The answer to a request; empty without one, and nil when the server has to end.
  private func answer(_ head: String?) -> String? {
    guard !lock.withLock({ isOver }) else { return nil }
    guard let head else { return "" }
    let lines = head.components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ").map(String.init)
    guard words.count == 3,
      let exchange = dialogue.exchanges.first(where: { $0.matches(words[0], words[1]) })
    else {
      lock.withLock { log.append("no answer to \(lines[0])") }
      return "HTTP/1.1 501 Not Implemented\r\nContent-Length: 0\r\n\r\n"
    }
    for (name, value) in exchange.required
    where !lines.contains(where: { Self.has($0, name, value) }) {
      lock.withLock { log.append("\(lines[0]) has no \(name): \(value)") }
    }
    let body = exchange.body.joined(separator: "\n")
    let content = words[0] == "HEAD" ? "" : body
    let headers = exchange.headers + ["Content-Length: \(content.utf8.count)"]
    return "HTTP/1.1 \(exchange.status) Recorded\r\n"
      + headers.map { "\($0)\r\n" }.joined() + "\r\n" + content
  }

  private static func has(_ line: String, _ name: String, _ value: String) -> Bool {
    let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
    return parts.count == 2 && parts[0].lowercased() == name.lowercased()
      && parts[1].trimmingCharacters(in: .whitespaces).hasPrefix(value)
  }
}
