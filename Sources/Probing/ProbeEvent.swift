/// What a probe tells the program that started it, in order.
package enum ProbeEvent: Sendable {
  /// A step starts; if the probe has to be killed, this step did not answer.
  case began(step: String, role: Role)
  /// The step found something wrong; whether that makes it fail is decided by the code's severity.
  case found(ProbeFailure)
  /// The step ended; the text says what was seen, or why it was left out.
  case ended(Outcome, String)
  /// An object was created for a test and has to be removed, or was removed.
  case created(String), removed(String)
  /// A server presented these certificates, in PEM, its own first.
  case presented(String)
  /// The probe did all it could.
  case finished

  package enum Outcome: String, Sendable, CaseIterable {
    case passed, failed, skipped
  }

  package var record: WireRecord {
    switch self {
    case .began(let step, let role): WireRecord(["began", step, role.rawValue])
    case .found(let failure):
      WireRecord(
        ["found", failure.problem, failure.role?.rawValue ?? ""]
          + Fact.allCases.flatMap { fact in
            failure.facts[fact].map { [fact.rawValue, $0] } ?? []
          })
    case .ended(let outcome, let text): WireRecord(["ended", outcome.rawValue, text])
    case .created(let name): WireRecord(["created", name])
    case .removed(let name): WireRecord(["removed", name])
    case .presented(let chain): WireRecord(["presented", chain])
    case .finished: WireRecord(["finished", ""])
    }
  }

  /// Reads what `record` wrote; nil for anything else.
  package init?(_ record: WireRecord) {
    let fields = record.fields
    guard fields.count >= 2 else { return nil }
    switch (fields[0], fields.count) {
    case ("began", 3):
      guard let role = Role(rawValue: fields[2]) else { return nil }
      self = .began(step: fields[1], role: role)
    case ("found", 3...):
      var facts: [Fact: String] = [:]
      for start in stride(from: 3, to: fields.count - 1, by: 2) {
        guard let fact = Fact(rawValue: fields[start]) else { return nil }
        facts[fact] = fields[start + 1]
      }
      self = .found(
        ProbeFailure(problem: fields[1], role: Role(rawValue: fields[2]), facts: facts))
    case ("ended", 3):
      guard let outcome = Outcome(rawValue: fields[1]) else { return nil }
      self = .ended(outcome, fields[2])
    case ("created", 2): self = .created(fields[1])
    case ("removed", 2): self = .removed(fields[1])
    case ("presented", 2): self = .presented(fields[1])
    case ("finished", 2): self = .finished
    default: return nil
    }
  }
}
