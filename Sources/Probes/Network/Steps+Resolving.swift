import Probing

extension Steps {
  /// Looks up the host of the request; nil if it has no address, after the step was reported.
  func resolve(_ defaultPort: Int) -> Addresses? {
    guard let host = request[.host] else { return nil }
    let port = request[.port].flatMap { Int($0) } ?? defaultPort
    return attempt("resolves", blaming: .host) { detail throws(ProbeFailure) in
      let addresses = try Addresses(of: host, port: port)
      detail = addresses.texts.joined(separator: ", ")
      return addresses
    }
  }
}
