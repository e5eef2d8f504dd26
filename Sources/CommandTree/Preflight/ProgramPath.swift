import Glibc

/// Paths of the programs.
enum ProgramPath {
  /// The file of this process.
  static var own: String {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { return CommandLine.arguments[0] }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  /// A program in the same folder.
  static func sibling(_ name: String) -> String {
    let own = own
    guard let slash = own.lastIndex(of: "/") else { return name }
    return String(own[...slash]) + name
  }

  /// Texts as C functions expect a list of arguments, with a null pointer at the end.
  static func vector(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }
}
