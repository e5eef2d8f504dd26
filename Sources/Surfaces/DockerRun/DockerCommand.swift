package import ConfigSyntax
package import Diagnostics
import Settings

/// A `docker run` or `docker create` in a script: its options, and its image.
///
/// Source: Docker CLI 28.2, `docker run --help`; podman and nerdctl have the same options.
package struct DockerCommand: Sendable {
  /// An option and its value.
  package struct Option: Sendable {
    /// The long name, without dashes.
    package let name: String
    /// The word with the value; for an option without one, its own.
    package let value: ShellWord
    /// Whether it has no value.
    package var isFlag = false
    /// The bytes before the value in its word: those of `--env=`.
    let skipped: Int

    package var skippedBytes: Int { skipped }
  }

  /// The word `run`.
  package let span: SourceSpan
  /// From the program to the last word.
  package let extent: SourceSpan
  /// From the program to the image: what follows is for another program, and may be secret.
  package var shown: SourceSpan {
    SourceSpan(extent.file, Int(extent.lower), Int(image?.span.upper ?? extent.upper))
  }

  package private(set) var options: [Option] = []
  package private(set) var image: ShellWord?
  /// The words after the image.
  package private(set) var arguments: [ShellWord] = []
  /// The words that are not known and may contain options.
  package private(set) var open: [SourceSpan] = []
  package var isOpen: Bool { !open.isEmpty }

  /// The command in the words of a simple command, after `sudo` and the like; nil for another one.
  package init?(_ words: [ShellWord]) {
    let programs = ["docker", "podman", "nerdctl"]
    guard
      let program = words.prefix(12).firstIndex(where: { word in
        word.text.map { programs.contains(String($0.split(separator: "/").last ?? "")) } == true
      })
    else { return nil }
    var index = program + 1
    // Options of the client: `docker --context remote run`.
    while index < words.count, words[index].prefix.hasPrefix("-") {
      let hasValue = Self.clientOptions.contains(words[index].prefix)
      index += hasValue ? 2 : 1
    }
    if index < words.count, words[index].text == "container" { index += 1 }
    guard index < words.count, ["run", "create"].contains(words[index].text) else { return nil }
    span = words[index].span
    let last = words.last?.span ?? span
    extent = SourceSpan(span.file, Int(words[program].span.lower), Int(last.upper))
    read(words[(index + 1)...])
  }

  private static let clientOptions: Set = [
    "--config", "-c", "--context", "-H", "--host", "-l", "--log-level", "--tlscacert", "--tlscert",
    "--tlskey", "--connection", "--namespace", "-n",
  ]

  /// The options of `docker run` without a value.
  private static let flags: Set = [
    "detach", "disable-content-trust", "help", "init", "interactive", "no-healthcheck",
    "oom-kill-disable", "privileged", "publish-all", "quiet", "read-only", "rm", "sig-proxy", "tty",
    "use-api-socket",
  ]
  private static let shortFlags: [Character: String] = [
    "d": "detach", "i": "interactive", "t": "tty", "P": "publish-all", "q": "quiet",
  ]
  private static let longNames: [Character: String] = [
    "a": "attach", "c": "cpu-shares", "e": "env", "h": "hostname", "l": "label", "m": "memory",
    "p": "publish", "u": "user", "v": "volume", "w": "workdir",
  ]
  /// Other names of options.
  private static let aliases = [
    "dns-opt": "dns-option", "net": "network", "net-alias": "network-alias",
  ]

  private mutating func read(_ words: ArraySlice<ShellWord>) {
    var rest = words
    while let word = rest.popFirst() {
      guard word.prefix.hasPrefix("-"), word.prefix != "-" else {
        // A word that is not known may be an option, an image or nothing.
        if word.text == nil, !ServerImage.isNamed(word.prefix) {
          open.append(word.span)
          continue
        }
        image = word
        arguments = Array(rest)
        return
      }
      if word.text == "--" { continue }
      read(word, &rest)
    }
  }

  private mutating func read(_ word: ShellWord, _ rest: inout ArraySlice<ShellWord>) {
    let text = word.prefix
    guard !text.hasPrefix("--") else {
      let written = String(text.dropFirst(2).prefix { $0 != "=" })
      let name = Self.aliases[written] ?? written
      let hasValue = text.utf8.count > written.utf8.count + 2
      if Self.flags.contains(name) {
        // `--rm=false` is as good as nothing.
        let isOff = ["false", "0"].contains(text.dropFirst(written.utf8.count + 3))
        if !hasValue || !isOff {
          options.append(Option(name: name, value: word, isFlag: true, skipped: 0))
        }
        return
      }
      if hasValue {
        return options.append(Option(name: name, value: word, skipped: written.utf8.count + 3))
      }
      guard let value = rest.popFirst() else { return }
      return options.append(Option(name: name, value: value, skipped: 0))
    }
    // `-it`, `-e NAME=VALUE`, `-eNAME=VALUE`
    for (offset, letter) in text.dropFirst().enumerated() {
      if let flag = Self.shortFlags[letter] {
        options.append(Option(name: flag, value: word, isFlag: true, skipped: 0))
        continue
      }
      let name = Self.longNames[letter] ?? String(letter)
      let isLast = offset + 2 >= text.count
      if !isLast {
        // `-p=80:8080`
        let hasSign = text.dropFirst(offset + 2).first == "="
        let skipped = offset + 2 + (hasSign ? 1 : 0)
        return options.append(Option(name: name, value: word, skipped: skipped))
      }
      guard let value = rest.popFirst() else { return }
      return options.append(Option(name: name, value: value, skipped: 0))
    }
  }

  /// The values of an option, in order.
  package func values(of name: String) -> [Option] { options.filter { $0.name == name } }

  /// Whether it starts the server's image, as far as the image is known.
  package var runsLocal: Bool { image.map { ServerImage.isNamed($0.prefix) } ?? false }

  /// Whether it runs another program than the image is made for.
  package var replacesProgram: Bool { !values(of: "entrypoint").isEmpty }

  /// Whether it probably starts the server, with another image than `wandb/local`.
  package var isLikelyServer: Bool {
    let names = values(of: "env").map { String($0.prefix.prefix { $0 != "=" }) }
    return ServerImage.isLikely(
      names, labels: [image?.prefix] + values(of: "name").map(\.text))
  }
}

extension DockerCommand.Option {
  /// What is certainly at the start of the value.
  package var prefix: String {
    String(decoding: value.prefix.utf8.dropFirst(skipped), as: UTF8.self)
  }

  /// The value where all of it is known.
  package var text: String? { value.text == nil ? nil : prefix }
}
