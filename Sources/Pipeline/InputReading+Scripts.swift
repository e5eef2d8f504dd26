import ConfigSyntax
import Diagnostics
import Settings
import Surfaces
import Terraform

/// Shell scripts that start the server with `docker run`.
extension InputReading {
  /// Reads the command that starts the server, after a layer for each of its env files.
  mutating func readScript(_ file: SourceFile, _ id: FileID) {
    let whole = SourceSpan(id, 0, file.bytes.count)
    if case .refused(let offset, let length, let message) = TextCheck.check(
      file.bytes, .environment)
    {
      let span = SourceSpan(id, offset, offset + length)
      bag.report(Diagnostic(SyntaxProblem.notText, message, at: span))
      documents.append(
        ConfigDocument(root: ConfigNode(.damaged, whole), span: whole, damage: [whole]))
      return
    }
    let script = DockerScript(file, id, context.environment) { [files] path in
      let name = TreePath.path(path, nextTo: file.path ?? "")
      if case .bytes(let bytes)? = files?.contents(of: name) { return bytes }
      return nil
    }
    guard let found = script.server else {
      documents.append(
        ConfigDocument(root: nil, span: whole, unnamed: file.spans(outside: script.shown, id)))
      return bag.report(.unsupported(script.refusal, script.refusalSpan ?? whole.sub(0..<0)))
    }
    var filesSetAny = false
    var unread: [Located] = []
    var shown = [found.command.shown]
    for option in found.command.values(of: "env-file") {
      guard let path = option.text else {
        unread.append(Located("--env-file", option.value.span))
        continue
      }
      let written = script.files.contents(of: path, after: found.eventsBefore)
      if case .lines(let lines) = written {
        shown = lines.map { SourceSpan(id, $0.range.lowerBound, $0.range.upperBound) } + shown
        let environment = context.environment
        filesSetAny =
          addEnvFile(EnvReader.read(lines, in: file, id, environment, &bag)) || filesSetAny
        continue
      }
      let name = self.path(path, nextTo: option.value.span)
      switch files?.contents(of: name) {
      case .bytes(let bytes):
        let reader = EnvContext(environment: context.environment)
        filesSetAny = addEnvFile(name, bytes, reader) || filesSetAny
        continue
      case .missing, .folder:
        guard case .untouched = written else {
          unread.append(Located(path, option.value.span))
          continue
        }
        bag.report(.missingEnvironmentFile(path, "`docker run`", option.value.span))
      case .tooLarge: refuse(name, by: .bytes)
      case .unreadable, nil:
        unread.append(Located(path, option.value.span))
        continue
      }
      filesSetAny = true
    }
    let root = ConfigNode(.mapping(found.entries), whole)
    addDocument(
      DockerRun(found.command, found.entries, filesSetAny: filesSetAny, unreadFiles: unread),
      ConfigDocument(
        root: root, span: whole,
        unnamed: file.spans(outside: shown.sorted { $0.lower < $1.lower }, id)))
  }
}

extension SourceFile {
  /// The rest of a script, where anything may be secret; its first line says which program runs it.
  fileprivate func spans(outside shown: [SourceSpan], _ id: FileID) -> [SourceSpan] {
    var start = 0
    if bytes.starts(with: "#!".utf8) { start = bytes.firstIndex(of: 0x0A) ?? bytes.count }
    var spans: [SourceSpan] = []
    for span in shown {
      if Int(span.lower) > start { spans.append(SourceSpan(id, start, Int(span.lower))) }
      start = max(start, Int(span.upper))
    }
    if start < bytes.count { spans.append(SourceSpan(id, start, bytes.count)) }
    return spans
  }
}

/// The `docker run` commands of a script.
struct DockerScript {
  /// A command with its variables.
  struct Found {
    let command: DockerCommand
    let entries: [Entry]
    /// The number of events in the script's files before the command.
    let eventsBefore: Int
  }

  /// The command that starts the server; nil if there is none, or more than one.
  private(set) var server: Found?
  /// The files that the script writes.
  private(set) var files = ScriptFiles()
  /// Why the script is refused without such a command.
  private(set) var refusal: Message = "no `docker run` in the script starts `wandb/local`"
  private(set) var refusalSpan: SourceSpan?
  /// What a frame may show of a script that is refused.
  private(set) var shown: [SourceSpan] = []

  init(
    _ file: SourceFile, _ id: FileID, _ environment: @escaping EnvironmentLookup,
    load: @escaping (String) -> [UInt8]?
  ) {
    var reader = ShellScriptReader(file, id, environment: environment, load: load)
    var all: [Found] = []
    while let words = reader.next() {
      let eventsBefore = files.count
      files.add(words, reader.redirections)
      guard let command = DockerCommand(words) else { continue }
      let entries = command.values(of: "env").compactMap { option in
        Self.entry(option, file, reader)
      }
      all.append(Found(command: command, entries: entries, eventsBefore: eventsBefore))
    }
    let named = all.filter(\.command.runsLocal)
    let found = named.isEmpty ? all.filter(\.command.isLikelyServer) : named.withoutTasks
    guard let first = found.first else { return }
    guard found.count == 1 else {
      refusal = "several `docker run` commands start W&B Server"
      refusalSpan = found[1].command.span
      shown = found.map(\.command.span)
      return
    }
    server = first
  }

  /// `NAME=VALUE`, or `NAME` for a variable of the script or its caller.
  private static func entry(
    _ option: DockerCommand.Option, _ file: SourceFile, _ reader: ShellScriptReader
  ) -> Entry? {
    let prefix = option.prefix
    let name = String(prefix.prefix { $0 != "=" })
    let span = option.value.span
    let raw = Array(file.bytes[span.range])
    // The name may be quoted together with the value, and follow `--env=`.
    let start = Self.offset(of: Array(name.utf8), in: raw, after: option.skippedBytes)
    let nameSpan = start.map { span.sub($0..<$0 + name.utf8.count) } ?? span
    guard prefix.utf8.count > name.utf8.count else {
      guard option.text != nil else { return nil }
      let value = reader.value(of: name)
      return Entry(
        key: Located(name, nameSpan),
        value: ConfigNode(
          value.map { .scalar(Scalar($0, .environment)) } ?? .unknown(prefix: ""),
          span.sub(raw.count..<raw.count)))
    }
    let text = String(decoding: prefix.utf8.dropFirst(name.utf8.count + 1), as: UTF8.self)
    let valueSpan = start.map { Self.valueSpan(after: $0 + name.utf8.count + 1, raw, text, span) }
    return Entry(
      key: Located(name, nameSpan),
      value: ConfigNode(
        option.text == nil ? .unknown(prefix: text) : .scalar(Scalar(text, .environment)),
        valueSpan ?? span))
  }

  private static func offset(of name: [UInt8], in raw: [UInt8], after skipped: Int) -> Int? {
    guard !name.isEmpty, skipped + name.count <= raw.count else { return nil }
    return (skipped...min(skipped + 2, raw.count - name.count)).first { offset in
      raw[offset..<offset + name.count].elementsEqual(name)
    }
  }

  /// The value without a quote that closes before the name, and without quotes of its own.
  private static func valueSpan(
    after start: Int, _ raw: [UInt8], _ text: String, _ span: SourceSpan
  ) -> SourceSpan {
    let value = Array(text.utf8)
    for range in [start..<raw.count, start..<max(start, raw.count - 1)]
    where raw[range].elementsEqual(value) { return span.sub(range) }
    if raw.count > start + 2, raw[(start + 1)..<(raw.count - 1)].elementsEqual(value) {
      return span.sub(start + 1..<raw.count - 1)
    }
    return span.sub(min(start, raw.count)..<raw.count)
  }
}

extension [DockerScript.Found] {
  /// Without commands that run another program of the image for a moment, unless there are no others:
  /// `docker run --rm wandb/local cat FILE`.
  fileprivate var withoutTasks: [DockerScript.Found] {
    let servers = filter { $0.command.arguments.isEmpty && !$0.command.replacesProgram }
    return servers.isEmpty ? self : servers
  }
}
