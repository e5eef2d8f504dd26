/// The Git repository around a folder, as far as a search needs it.
struct Repository {
  /// The resolved folder of the repository; outside of any, the folder itself.
  let root: String
  /// The path of the folder in it: empty, or with `/` at its end.
  let path: String
  /// What `.gitignore` files above the folder ignore.
  let rules: IgnoreRules

  /// Looks at the folder, and at those above it up to one that contains `.git`.
  ///
  /// A `.gitignore` above the folder that can't be read says nothing.
  init(around folder: String) {
    let resolved = FileSystem.resolved(folder) ?? folder
    var rules = IgnoreRules()
    guard let root = Self.root(above: resolved) else {
      (self.root, path, self.rules) = (resolved, "", rules)
      return
    }
    let parts = resolved.dropFirst(root == "/" ? 1 : root.utf8.count + 1).split(separator: "/")
    var path = ""
    for part in parts {
      let file = (root == "/" ? "" : root) + "/" + path + IgnoreRules.fileName
      if let bytes = try? FileSystem.contents(of: file) { rules.add(bytes, in: path) }
      path += part + "/"
    }
    (self.root, self.path, self.rules) = (root, path, rules)
  }

  private static func root(above folder: String) -> String? {
    var folder = folder
    while !FileSystem.exists(folder + "/.git") {
      guard folder != "/", let slash = folder.lastIndex(of: "/") else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    return folder
  }
}
