/// States that follow each other along a module's releases; nil where there is nothing.
struct Timeline<State: Sendable>: Sendable {
  private(set) var events: [(at: ReleasePoint, state: State?)] = []

  /// Adds the state from `point` on, which must follow all events so far.
  mutating func append(_ state: State?, at point: ReleasePoint) -> AppendResult {
    if let last = events.last, last.at >= point { return .outOfOrder }
    events.append((point, state))
    return .appended
  }

  func state(at point: ReleasePoint) -> State? {
    events.last { $0.at <= point }?.state
  }

  /// The runs of releases in which there was something.
  func spans(in releases: [ModuleVersion]) -> [ReleaseSpan] {
    var spans: [ReleaseSpan] = []
    var first: ModuleVersion?
    for event in events {
      guard let version = event.at.version else { continue }
      if event.state != nil {
        first = first ?? version
      } else if let start = first {
        let next = releases.firstSorted(notBefore: version)
        spans.append(ReleaseSpan(first: start, last: next > 0 ? releases[next - 1] : start))
        first = nil
      }
    }
    if let first { spans.append(ReleaseSpan(first: first, last: nil)) }
    return spans
  }
}

/// Whether an event was added.
enum AppendResult { case appended, outOfOrder }

extension [ModuleVersion] {
  /// The index of the first version, of sorted ones, that is not older than `version`.
  func firstSorted(notBefore version: ModuleVersion) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < version { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func containsSorted(_ version: ModuleVersion) -> Bool {
    let index = firstSorted(notBefore: version)
    return index < count && self[index] == version
  }
}
