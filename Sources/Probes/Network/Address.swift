import Glibc
import Probing

/// The addresses of a host.
struct Addresses: Sendable {
  let host: String
  let port: Int
  /// Each as text, in the order in which they are tried.
  let texts: [String]
  fileprivate let sockets: [SocketAddress]

  fileprivate struct SocketAddress: Sendable {
    let family: Int32
    let bytes: [UInt8]
  }

  /// Asks the resolver of this machine.
  init(of host: String, port: Int) throws(ProbeFailure) {
    (self.host, self.port) = (host, port)
    let name =
      host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(name, String(port), &hints, &list)
    guard status == 0 else {
      let reason = status == EAI_SYSTEM ? Self.errorText : String(cString: gai_strerror(status))
      throw ProbeFailure(
        ConnectionProblem.hostNotFound, [.name: host, .reply: reason], blaming: .host)
    }
    defer { freeaddrinfo(list) }
    var (texts, sockets): ([String], [SocketAddress]) = ([], [])
    var next = list
    while let entry = next?.pointee {
      if let address = entry.ai_addr {
        let bytes = UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen))
        sockets.append(SocketAddress(family: entry.ai_family, bytes: Array(bytes)))
        texts.append(Self.text(address, entry.ai_addrlen))
      }
      next = entry.ai_next
    }
    (self.texts, self.sockets) = (texts, sockets)
  }

  /// The host with its port, as messages show it.
  var text: String {
    host.contains(":") && !host.hasPrefix("[") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  private static func text(_ address: UnsafeMutablePointer<sockaddr>, _ length: socklen_t) -> String
  {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      let status = getnameinfo(
        address, length, buffer.baseAddress, socklen_t(buffer.count), nil, 0, NI_NUMERICHOST)
      return status == 0 ? buffer.baseAddress.map { String(cString: $0) } ?? "" : ""
    }
  }

  static var errorText: String { String(cString: strerror(errno)) }
}

extension Addresses {
  /// A connected socket to the first address that accepts; nonblocking.
  func connect(_ deadline: Deadline) throws(ProbeFailure) -> Int32 {
    var failure = ProbeFailure(
      ConnectionProblem.notReachable, [.address: text, .reply: "no address"], blaming: .host)
    for (number, address) in sockets.enumerated() {
      // One address that does not answer must not use up the time of the others.
      let share = Deadline(
        milliseconds: Int(deadline.remaining) / (sockets.count - number))
      let descriptor = socket(
        address.family,
        Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
      guard descriptor >= 0 else { continue }
      // Small messages leave at once, also after the last one of a handshake.
      var isOn: Int32 = 1
      setsockopt(
        descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn,
        socklen_t(MemoryLayout<Int32>.size))
      let status = address.bytes.withUnsafeBytes { bytes in
        bytes.baseAddress.map {
          Glibc.connect(
            descriptor, $0.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        } ?? -1
      }
      let code = status == 0 ? 0 : errno == EINPROGRESS ? Self.outcome(descriptor, share) : errno
      if code == 0 { return descriptor }
      close(descriptor)
      failure = refusal(code)
    }
    throw failure
  }

  /// The error of a connection once it is decided: 0 for none.
  private static func outcome(_ descriptor: Int32, _ deadline: Deadline) -> Int32 {
    guard Readiness.wait(for: descriptor, POLLOUT, deadline) else { return ETIMEDOUT }
    var code: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length)
    return code
  }

  private func refusal(_ code: Int32) -> ProbeFailure {
    switch code {
    case ECONNREFUSED:
      ProbeFailure(ConnectionProblem.connectionRefused, [.address: text], blaming: .port)
    case ETIMEDOUT:
      ProbeFailure(ConnectionProblem.noAnswer, [.address: text], blaming: .host)
    default:
      ProbeFailure(
        ConnectionProblem.notReachable,
        [.address: text, .reply: String(cString: strerror(code))], blaming: .host)
    }
  }
}

/// Waiting for a descriptor.
enum Readiness {
  /// Whether a descriptor became ready before the deadline.
  static func wait(for descriptor: Int32, _ events: Int32, _ deadline: Deadline) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    while true {
      let count = poll(&entry, 1, deadline.remaining)
      if count < 0, errno == EINTR { continue }
      return count > 0
    }
  }
}
