/// A stack whose top is removed as an array without copying an element.
///
/// `Array(stack[start...])` retains and releases the content of every element; for a file of a few
/// megabytes, that is a tenth of all the work. A class, because Swift 6.3.1 crashes on a
/// noncopyable struct inside the builder.
final class NodeStack<Element> {
  private var storage: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  init() {
    capacity = 64
    storage = .allocate(capacity: capacity)
  }

  deinit {
    storage.deinitialize(count: count)
    storage.deallocate()
  }

  /// Pushes an element; the storage doubles when it is full.
  func append(_ element: consuming Element) {
    if count == capacity { grow() }
    (storage + count).initialize(to: element)
    count += 1
  }

  /// The elements from `start` on, which leave the stack.
  @inline(__always)
  func take(from start: Int) -> [Element] {
    let taken = count - start
    guard taken > 0 else { return [] }
    let source = storage + start
    count = start
    return Array(unsafeUninitializedCapacity: taken) { buffer, filled in
      buffer.baseAddress?.moveInitialize(from: source, count: taken)
      filled = taken
    }
  }

  /// Pops the last element; the stack must not be empty.
  func removeLast() -> Element {
    count -= 1
    return (storage + count).move()
  }

  private func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: storage, count: count)
    storage.deallocate()
    storage = larger
    capacity *= 2
  }
}
