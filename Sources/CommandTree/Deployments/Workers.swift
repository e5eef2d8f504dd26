import Glibc
import Synchronization

/// Threads that work through a list, as many as the process may use cores.
enum Workers {
  /// The results of `work` for the numbers below `count`, in order.
  ///
  /// `finished` is called with the number of results after each of them, never twice at a time.
  static func map<Result: Sendable>(
    count: Int, _ work: @escaping @Sendable (Int) -> Result,
    finished: @escaping @Sendable (Int) -> Void
  ) -> [Result] {
    let list = WorkList(count: count, work: work, finished: finished)
    let others = (1..<max(1, min(count, cores))).compactMap { _ in thread { list.run() } }
    list.run()
    for thread in others { pthread_join(thread, nil) }
    return list.results
  }

  /// How many cores the process may run on, `sched_getaffinity(2)`, which Swift does not import.
  private static var cores: Int {
    let bytes = (try? FileSystem.contents(of: "/proc/self/status")) ?? []
    let line = bytes.split(separator: UInt8(ascii: "\n")).first { $0.starts(with: mask.utf8) }
    let digits = String(decoding: line?.dropFirst(mask.utf8.count) ?? [], as: UTF8.self)
    let count = digits.reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
    return count > 0 ? count : max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  private static let mask = "Cpus_allowed:"

  /// Starts a thread; nil if the system has none left, and the others do its work.
  private static func thread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    withUnsafeTemporaryAllocation(of: pthread_attr_t.self, capacity: 1) { buffer in
      guard let attributes = buffer.baseAddress, pthread_attr_init(attributes) == 0 else {
        return nil
      }
      defer { pthread_attr_destroy(attributes) }
      pthread_attr_setstacksize(attributes, stackSize)
      let argument = Unmanaged.passRetained(ThreadBody(run: body))
      var thread = pthread_t()
      let status = pthread_create(
        &thread, attributes,
        { argument in
          guard let argument else { return nil }
          Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
          return nil
        }, argument.toOpaque())
      if status != 0 { argument.release() }
      return status == 0 ? thread : nil
    }
  }

  /// At least that of the first thread, which the limits on nesting are chosen for.
  private static let stackSize = 16 << 20
}

/// What a thread runs; C passes nothing but a pointer.
private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) { self.run = run }
}

/// The numbers that no thread has taken yet, and the results so far.
private final class WorkList<Result: Sendable>: Sendable {
  private let count: Int
  private let work: @Sendable (Int) -> Result
  private let finished: @Sendable (Int) -> Void
  private let next = Atomic(0)
  private let found: Mutex<(results: [Result?], count: Int)>

  init(
    count: Int, work: @escaping @Sendable (Int) -> Result,
    finished: @escaping @Sendable (Int) -> Void
  ) {
    (self.count, self.work, self.finished) = (count, work, finished)
    found = Mutex((Array(repeating: nil, count: count), 0))
  }

  /// Takes numbers until none is left.
  func run() {
    while true {
      let number = next.add(1, ordering: .relaxed).oldValue
      guard number < count else { return }
      let result = work(number)
      found.withLock { found in
        found.results[number] = result
        found.count += 1
        finished(found.count)
      }
    }
  }

  var results: [Result] { found.withLock { $0.results.compactMap(\.self) } }
}
