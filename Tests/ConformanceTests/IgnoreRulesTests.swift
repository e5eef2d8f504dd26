import CommandTree
import Foundation
import Generators
import TestSupport
import Testing

/// `.gitignore` files are read as Git reads them.
@Suite(.comparing(with: .git))
struct IgnoreRulesTests {
  @Test func generatedPatternsAgreeWithGit() throws {
    var generator = SeededGenerator(13)
    for number in 0..<80 {
      let sample = IgnoreSample(&generator, lines: number < 40 ? 1 + number % 4 : 8)
      try compare(sample, "case \(number)")
    }
  }

  /// Forms of which generated text has few.
  @Test(arguments: [
    "\u{FEFF}a\r\nb  \r\n", "a\\ \nb\\\\ \n", "a \\  \n", "\\#a\n\\!b\n#a\n", "!\n/\n//\n",
    "a/**/b",
    "a**/b\nb**\n", "**/a/**\n", "/**/b\n", "**/\n!a/\n", "***/c\n", "a/**b\n", "[[:alpha:]]\n",
    "[[:nope:]]\n", "[a-\n", "[]a]\n", "[!]a]\n", "[^b]\n", "[a-c/]x\n", "[\\]a]\n",
    "[c-a]\n[a-]\n",
    "[--b]\n", "[[:digit:]-z]\n", "a\\\n", "\\a\n\\*\n", "*\n!*/\n!*.b\n", "*/\n!a/b\n",
    "a/b/\n!a/b/c\n",
    "?\n!b\n", "a?b\n*a*b*\n", "/*\n!/a\n/a/*\n!/a/b\n", "a//b\n./a\n../a\n", "a/\\**\n",
    "é*\n??\n",
  ])
  func patternsAgreeWithGit(_ text: String) throws {
    try compare(IgnoreSample(files: ["": text]), text.debugDescription)
  }

  private func compare(_ sample: IgnoreSample, _ name: String) throws {
    let scratch = try Scratch()
    let folder = scratch.url("repository")
    try sample.write(to: folder)
    let expected = try Oracle.git.ignored(of: sample.paths.map(\.path), in: folder)
    let found = sample.ignored
    let (more, fewer) = (found.subtracting(expected), expected.subtracting(found))
    #expect(
      more.isEmpty && fewer.isEmpty,
      "\(name): \(sample.files), too many \(more.sorted()), too few \(fewer.sorted())")
  }
}

/// A folder with `.gitignore` files.
private struct IgnoreSample {
  /// The text of the file in each folder: empty, or with `/` at its end.
  let files: [String: String]

  init(files: [String: String]) { self.files = files }

  /// Files with `lines` random lines each.
  init(_ generator: inout SeededGenerator, lines: Int) {
    var files: [String: String] = [:]
    for folder in ["", "a/", "a/b/"] where folder.isEmpty || generator.next() % 2 == 0 {
      files[folder] = (0..<lines).map { _ in Self.line(&generator) + "\n" }.joined()
    }
    self.files = files
  }

  private static func line(_ generator: inout SeededGenerator) -> String {
    let pieces = [
      "a", "b", "c", "ab", "/", "/", "*", "*", "**", "**/", "/**", "?", "[ab]", "[!a]", "[a-b]",
      "\\a",
      "\\*", ".", " ", "[", "]", "\\", "-", "a.b",
    ]
    let start = generator.pick(["", "", "", "!", "!", "/", "**/", "#"])
    let end = generator.pick(["", "", "", "/", " ", "/**", "*"])
    let count = 1 + Int(generator.next() % 4)
    return start + (0..<count).map { _ in generator.pick(pieces) }.joined() + end
  }

  /// Every path of the folder, those above first.
  let paths: [(path: String, isFolder: Bool)] = {
    let folders = ["a", "b", "ab", "a.b"]
    let names = folders + ["c", "bc", "*", "#a", "!b", "a ", "]", "é", "b-", "x"]
    var paths: [(String, Bool)] = []
    func add(_ prefix: String, _ depth: Int) {
      for name in names {
        let isFolder = depth < 2 && folders.contains(name)
        paths.append((prefix + name, isFolder))
        if isFolder { add(prefix + name + "/", depth + 1) }
      }
    }
    add("", 0)
    return paths
  }()

  /// What the rules ignore; Git looks at nothing in a folder that it ignores.
  var ignored: Set<String> {
    var result: Set<String> = []
    var rules: [String: IgnoreRules] = [:]
    func rulesOf(_ folder: String) -> IgnoreRules {
      if let known = rules[folder] { return known }
      let above = folder.dropLast().lastIndex(of: "/").map { String(folder[...$0]) } ?? ""
      var own = folder.isEmpty ? IgnoreRules() : rulesOf(above)
      if let text = files[folder] { own.add(Array(text.utf8), in: folder) }
      rules[folder] = own
      return own
    }
    for (path, isFolder) in paths {
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      if result.contains(String(folder.dropLast()))
        || rulesOf(folder).ignores(path, isFolder: isFolder)
      {
        result.insert(path)
      }
    }
    return result
  }

  func write(to url: URL) throws {
    for (path, isFolder) in [("", true)] + paths {
      let entry = path.isEmpty ? url : url.appending(path: path)
      if isFolder {
        try FileManager.default.createDirectory(at: entry, withIntermediateDirectories: true)
      } else {
        try Data().write(to: entry)
      }
    }
    for (folder, text) in files {
      try Data(text.utf8).write(to: url.appending(path: folder + ".gitignore"))
    }
  }
}
