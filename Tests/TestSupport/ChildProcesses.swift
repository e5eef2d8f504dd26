/// Limits how many programs the tests run at a time.
///
/// Hundreds would wait for one another on a machine with few processors, until services time out. They
/// would also have more pipes than Foundation can count without reading beyond a buffer
/// (swift-corelibs-foundation, issue 5472), which ends the tests.
package enum ChildProcesses {
  private static let slots = Slots(16)

  /// Runs `body`, which starts a program and waits for it, when fewer than sixteen others run.
  package static func limited<Result>(
    _ body: () async throws -> Result
  ) async rethrows -> Result {
    await slots.take()
    do {
      let result = try await body()
      await slots.release()
      return result
    } catch {
      await slots.release()
      throw error
    }
  }

  private actor Slots {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { free = count }

    func take() async {
      guard free == 0 else {
        free -= 1
        return
      }
      await withCheckedContinuation { waiting.append($0) }
    }

    /// Hands the slot over to whoever waits longest.
    func release() {
      guard !waiting.isEmpty else {
        free += 1
        return
      }
      waiting.removeFirst().resume()
    }
  }
}
