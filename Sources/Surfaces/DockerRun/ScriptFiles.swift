package import ConfigSyntax

/// What the commands of a script may do to the files that a later one reads.
package struct ScriptFiles {
  /// The known contents of a file when a command reads it.
  package enum Contents {
    /// No command before it can have written the file.
    case untouched
    /// All of them are lines of the script.
    case lines([HereDocument])
    case unknown
  }

  /// What one command does.
  private enum Event {
    /// It writes one file; the document is nil where only a running shell knows the contents.
    case writes(path: String, document: HereDocument?, appends: Bool)
    /// It may write any file, and probably does if it names one.
    case runs([ShellWord])
    /// Paths are relative to another folder from here on.
    case moves
  }

  private var events: [Event] = []

  /// After more than so many commands, which nobody writes by hand, nothing is known of a file.
  private static let mostEvents = 1000

  /// Nothing has run.
  package init() {}

  /// The number of events so far.
  package var count: Int { events.count }

  /// Adds a command, which may also be one that starts a container.
  package mutating func add(_ command: [ShellWord], _ redirections: ShellRedirections) {
    let words = command.drop { word in word.text.map(Self.prefixes.contains) ?? false }
    let program = words.first?.text?.split(separator: "/").last.map(String.init)
    if let program, ["cd", "pushd", "popd"].contains(program) { events.append(.moves) }
    if !isHarmless(words, program) { events.append(.runs(command)) }
    for output in redirections.outputs {
      guard let path = output.path.text else {
        events.append(.runs([output.path]))
        continue
      }
      let copies = program == "cat" && words.count == 1 && redirections.outputs.count == 1
      events.append(
        .writes(
          path: TreePath.withoutDots(path), document: copies ? redirections.document : nil,
          appends: output.appends))
    }
    // `tee FILE <<EOF`
    if program == "tee", words.count == 2, let path = words.last?.text {
      events.append(
        .writes(
          path: TreePath.withoutDots(path), document: redirections.document, appends: false))
    }
  }

  /// The known contents of a file after the first `count` events.
  package func contents(of path: String, after count: Int) -> Contents {
    guard count <= Self.mostEvents else { return .unknown }
    let path = TreePath.withoutDots(path)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    var contents = Contents.untouched
    for event in events.prefix(count) {
      switch (event, contents) {
      case (.writes(path: path, let document, let appends), _):
        contents = contents.written(document, appends: appends)
      case (.writes, _): break
      case (.runs(let words), .lines) where !words.contains { $0.prefix.contains(name) }: break
      case (.runs, _): contents = .unknown
      case (.moves, _): contents = path.hasPrefix("/") ? contents : .unknown
      }
    }
    return contents
  }

  /// Whether a command writes no file but where its output goes.
  private func isHarmless(_ words: ArraySlice<ShellWord>, _ program: String?) -> Bool {
    guard let program else { return words.isEmpty }
    guard !["docker", "nerdctl", "podman"].contains(program) else {
      return !words.contains { ["build", "compose", "cp", "exec"].contains($0.text) }
    }
    return Self.harmless.contains(program)
  }

  /// What comes before the program of a command.
  private static let prefixes: Set = [
    "!", "{", "command", "do", "elif", "else", "env", "exec", "if", "nohup", "sudo", "then", "time",
    "until", "while",
  ]

  /// Programs that scripts for a container use without a file to write.
  private static let harmless: Set = [
    ":", "[", "[[", "cat", "cd", "chmod", "chown", "date", "declare", "done", "echo", "esac",
    "exit", "export", "false", "fi", "for", "grep", "id", "local", "mkdir", "popd", "printf",
    "pushd", "pwd", "read", "readonly", "return", "set", "shift", "sleep", "test", "trap", "true",
    "umask", "uname", "unset", "wait", "}",
  ]
}

extension ScriptFiles.Contents {
  /// The contents after a command has written a here document, or what is not known.
  fileprivate func written(_ document: HereDocument?, appends: Bool) -> Self {
    guard let document, document.isLiteral else { return .unknown }
    switch self {
    case .lines(let lines) where appends: return .lines(lines + [document])
    case .untouched, .unknown: return appends ? .unknown : .lines([document])
    // One of two branches may have run.
    case .lines: return .unknown
    }
  }
}
