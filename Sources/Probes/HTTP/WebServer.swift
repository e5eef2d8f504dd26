import Probing
import Settings

/// A web server before the first request: its name, its port and its certificate.
///
/// Own connections come before those of libcurl, so that each problem with them has an exact code.
struct WebServer {
  let address: PublicAddress
  private let steps: Steps

  init(_ address: PublicAddress, _ steps: Steps) { (self.address, self.steps) = (address, steps) }

  static let stepNames = ["resolves", "connects", "encrypts"]

  /// Runs a step for each; whether requests may follow.
  func isReachable(blaming role: Role) -> Bool {
    let resolved = steps.attempt("resolves", blaming: role) { detail throws(ProbeFailure) in
      let addresses = try Addresses(of: address.host, port: address.port)
      detail = addresses.texts.joined(separator: ", ")
      return addresses
    }
    guard let addresses = resolved else {
      steps.skip(["connects", "encrypts"], blaming: role, because: "no address")
      return false
    }
    let connected = steps.attempt("connects", blaming: role) { _ throws(ProbeFailure) in
      try Connection(to: addresses, steps.deadline)
    }
    guard let connection = connected else {
      steps.skip(["encrypts"], blaming: role, because: "no connection")
      return false
    }
    guard address.usesTLS else {
      steps.skip(["encrypts"], blaming: role, because: "the URL has scheme `http`")
      return true
    }
    return steps.attempt("encrypts", blaming: role) { detail throws(ProbeFailure) in
      detail = try steps.encrypt(connection, as: address.host, trust)
    } != nil
  }

  /// The same within one step.
  func reach() throws(ProbeFailure) {
    let addresses = try Addresses(of: address.host, port: address.port)
    let connection = try Connection(to: addresses, steps.deadline)
    if address.usesTLS { _ = try steps.encrypt(connection, as: address.host, trust) }
  }

  private var trust: TrustedAuthorities { TrustedAuthorities(steps.request.authorities) }
}
