import Probing

/// Compares the clock of a service with that of this machine.
enum ClockCheck {
  /// Signatures are refused after 15 minutes; a third of that is worth a look.
  private static let tolerance = 300

  /// The step, for the `Date` header of an answer; the time between sending and receiving it counts
  /// as difference, which is a second at most.
  static func run(_ date: String?, _ address: String, _ steps: Steps) {
    guard let date, let difference = SigningTime.now.distance(to: date) else {
      return steps.skip(["clock"], blaming: .host, because: "the answers have no date")
    }
    _ = steps.attempt("clock", blaming: .host) { detail throws(ProbeFailure) in
      detail = "differs by \(abs(difference)) s"
      guard abs(difference) > tolerance else { return }
      let minutes = abs(difference) / 60
      throw ProbeFailure(
        ConnectionProblem.clockSkew, [.address: address, .amount: "\(minutes) minutes"])
    }
  }
}
