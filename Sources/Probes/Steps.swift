import Glibc
import Probing

/// The steps of a probe: runs them, and reports each to the program that started the probe.
struct Steps: Sendable {
  let request: ProbeRequest
  let deadline: Deadline
  private let descriptor: Int32
  private let secrets: SecretScrubber

  /// Steps of a request that are reported on `descriptor`.
  init(_ request: ProbeRequest, reportingOn descriptor: Int32) {
    self.request = request
    self.descriptor = descriptor
    secrets = SecretScrubber(request)
    // What is left is for reporting which step did not answer.
    let margin = request.timeout / 10
    deadline =
      request.end == 0
      ? Deadline(milliseconds: request.timeout - margin)
      : Deadline(at: request.end - Int64(margin))
  }

  typealias Detail = String

  /// Runs one step; nil if it failed, after the failure was reported.
  ///
  /// `body` may set the text that the report shows for a step that passed.
  func attempt<Result>(
    _ step: String, blaming role: Role,
    _ body: (inout Detail) throws(ProbeFailure) -> Result
  ) -> Result? {
    send(.began(step: step, role: role))
    do {
      var detail = ""
      let result = try body(&detail)
      end(.passed, detail)
      return result
    } catch {
      report(error)
      end(.failed, "")
      return nil
    }
  }

  /// Reports something that is wrong in the running step, which goes on.
  func report(_ failure: ProbeFailure) { send(.found(failure.mapReplies(shown))) }

  /// Reports that steps are left out, because one before them failed or does not apply.
  func skip(_ steps: [String], blaming role: Role, because reason: String) {
    for step in steps {
      send(.began(step: step, role: role))
      end(.skipped, reason)
    }
  }

  /// Whether a value is available for a step.
  ///
  /// If the configuration refers to it, but it is not known, the step is reported as skipped.
  func has(_ role: Role, for step: String) -> Bool {
    guard request[role] == nil, let reason = request.lacking[role] else { return true }
    send(.began(step: step, role: role))
    send(.found(ProbeFailure(ConnectionProblem.stepSkipped, [.name: step, .reply: reason])))
    end(.skipped, reason)
    return false
  }

  /// Records an object before it is created, so that somebody removes it if this process can't.
  func willCreate(_ name: String) { send(.created(name)) }

  func didRemove(_ name: String) { send(.removed(name)) }

  /// Passes on the certificates that a server presented, in PEM.
  func present(_ chain: String) { send(.presented(chain)) }

  /// Reports that nothing follows: a probe that ends without this was ended by something.
  func finish() { send(.finished) }

  private func end(_ outcome: ProbeEvent.Outcome, _ text: String) {
    send(.ended(outcome, shown(text)))
  }

  /// The most characters of an answer in a message.
  private static let longest = 300

  /// What a service said, without secrets and on one line; only a whole text shows what is secret in it.
  private func shown(_ text: String) -> String {
    let words = secrets.cleaned(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count > Self.longest ? words.prefix(Self.longest) + "…" : words
  }

  private func send(_ event: ProbeEvent) {
    var rest = event.record.bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      // Nobody listens any more.
      guard count > 0 else { exit(1) }
      rest = rest.dropFirst(count)
    }
  }
}
