import CLibFuzzer
import Foundation
import FuzzTargets

/// Runs libFuzzer on the target that `FUZZ_TARGET` names, or lists the targets; see `make fuzz`.
@main
enum Fuzzer {
  static let target = ProcessInfo.processInfo.environment["FUZZ_TARGET"]
    .flatMap(FuzzTarget.named)

  static func main() {
    guard target != nil else { return print(FuzzTarget.all.map(\.name).joined(separator: "\n")) }
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    let status = LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
      Fuzzer.test(Array(UnsafeBufferPointer(start: bytes, count: count)))
      return 0
    }
    exit(status)
  }

  private static func test(_ bytes: [UInt8]) {
    let faults = target?.faults(bytes) ?? []
    precondition(faults.isEmpty, faults.joined(separator: "; "))
  }

  /// Half of all mutations change the tree of a document, the others its bytes.
  fileprivate static func mutate(
    _ bytes: UnsafeMutableBufferPointer<UInt8>, _ count: Int, _ seed: UInt32
  ) -> Int {
    let limit = bytes.count
    let input = Array(bytes.prefix(count))
    guard seed % 2 == 0, let output = target?.mutated(input, seed: UInt64(seed)), !output.isEmpty
    else { return LLVMFuzzerMutate(bytes.baseAddress, count, limit) }
    return bytes.update(fromContentsOf: output.prefix(limit))
  }
}

@_cdecl("LLVMFuzzerCustomMutator")
func mutate(
  _ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ limit: Int, _ seed: UInt32
) -> Int {
  Fuzzer.mutate(UnsafeMutableBufferPointer(start: bytes, count: limit), count, seed)
}
