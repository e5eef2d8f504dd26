import Diagnostics

/// The files that inputs name and no argument does: env files, values of a wrapper, modules, and what
/// expressions read.
///
/// A surface asks for a path when it needs the file. Paths are spelled like the names of the inputs,
/// and are relative to the same folder.
package protocol TreeFiles: Sendable {
  /// What is at a path, wherever that is.
  func contents(of path: String) -> TreeContents
  /// Whether an expression of a module in one of the folders may read the path: what is outside of
  /// the tree must not get into messages and artifacts.
  func admits(_ path: String, from folders: [String]) -> Bool
  /// The names in a folder; nil where there is none.
  func names(in folder: String) -> [String]?
  /// The shortest spelling of a path that leads to the same file.
  func shortened(_ path: String) -> String
}

/// What a path of a tree leads to.
package enum TreeContents: Sendable {
  case bytes([UInt8])
  case folder
  case missing
  /// A file larger than the limit.
  case tooLarge(limit: Int)
  /// A file that can't be read.
  case unreadable
}

/// Paths of a tree.
package enum TreePath {
  /// The path of a file from the folder of another one; an absolute path stays.
  package static func path(_ file: String, nextTo other: String) -> String {
    guard !file.hasPrefix("/") else { return withoutDots(file) }
    let folder = other.lastIndex(of: "/").map { String(other[...$0]) } ?? ""
    return withoutDots(folder + file)
  }

  /// `a/../b/./c` without the names that lead back: `b/c`.
  package static func withoutDots(_ path: String) -> String {
    let short = PathText.normalized(path)
    return short == "." ? "" : short
  }
}

/// Where the expressions of a module are evaluated, which decides what their paths lead to.
package struct HCLPlace: Sendable {
  /// The folder in which Terraform runs: empty, or with `/` at its end.
  package let root: String
  /// `path.module`: `.` in the root module, else relative to `root`.
  package let module: String
  /// Reads what functions ask for.
  package let files: any TreeFiles

  /// A module of the tree.
  package init(root: String, module: String = ".", files: any TreeFiles) {
    (self.root, self.module, self.files) = (root, module, files)
  }

  /// What a path in an expression leads to; nil where that is not known here.
  func contents(of path: String) -> TreeContents? {
    guard !path.hasPrefix("/"), !path.hasPrefix("~") else { return nil }
    let file = root + path
    guard files.admits(file, from: [root, root + module]) else { return nil }
    return files.contents(of: file.isEmpty ? "." : file)
  }
}
