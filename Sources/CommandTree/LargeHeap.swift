import CLinux
import Glibc

/// Prepares the heap for a large input.
///
/// A tree of nodes takes about eight times the size of its text, and twice that in Terraform. In pages of
/// 4 KB, the kernel maps it in thousands of page faults, a tenth of the run; in huge pages, in a few dozen.
enum LargeHeap {
  /// Inputs below this many bytes are read before the huge pages would pay off.
  private static let smallest = 1 << 16
  /// The largest block of the heap that the C library allows on 64-bit machines, in bytes.
  private static let largestBlock: Int32 = 1 << 25
  /// Bytes of a huge page on x86-64 and on ARM with pages of 4 KB.
  private static let page = 1 << 21

  /// Lets the heap grow once for an input of so many bytes, and asks for huge pages, which the
  /// kernel may refuse; pages that nothing touches take no memory.
  static func prepare(for byteCount: Int) {
    guard byteCount >= smallest, let start = sbrk(0) else { return }
    // The heap begins anywhere in a huge page.
    let size = min(byteCount, 1 << 26) * 16 + page
    guard mallopt(M_TOP_PAD, Int32(size)) == 1 else { return }
    // Otherwise each array of 128 KB or more would get a mapping of its own, in small pages.
    mallopt(M_MMAP_THRESHOLD, largestBlock)
    // The heap grows when an allocation does not fit.
    var blocks: [UnsafeMutableRawPointer?] = []
    while sbrk(0) == start, blocks.count < 8 { blocks.append(malloc(1 << 16)) }
    for block in blocks { free(block) }
    guard let end = sbrk(0) else { return }
    let first = (UInt(bitPattern: start) + UInt(page) - 1) & ~(UInt(page) - 1)
    guard first < UInt(bitPattern: end) else { return }
    madvise(
      UnsafeMutableRawPointer(bitPattern: first), Int(UInt(bitPattern: end) - first),
      MADV_HUGEPAGE)
  }
}
