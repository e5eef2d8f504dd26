/// The descriptors of a probe's process.
package enum ProbeDescriptors {
  /// Where it reads its request.
  package static let request: Int32 = 0
  /// Where it reports its events; not standard output, on which a library might print.
  package static let events: Int32 = 3
}
