import Foundation
import TestSupport
import Testing

/// A recorded dialogue with a cloud service that does not run here.
///
///     # what it shows
///     args: --write
///     input: wandb.env
///     BUCKET=az://:a2V5@account/container
///     expect: error[WB5242] global.bucket.accessKey wandb.env:1
///     > GET /?comp=properties&restype=service
///     + Authorization: SharedKey account:
///     < 403
///     x-ms-error-code: AuthenticationFailed
///
///     <?xml …
///
/// `>` is a request, whose target may end in `*`; `+` a header that it must have, and how its value
/// begins; `<` the status of the answer, whose headers and body follow, with an empty line between.
struct Dialogue: CustomTestStringConvertible, Sendable {
  let name: String
  private(set) var arguments: [String] = []
  private(set) var input = (name: "", text: "")
  private(set) var findings: [String] = []
  private(set) var exchanges: [Exchange] = []

  /// A request and its answer.
  struct Exchange: Sendable {
    var method = ""
    var target = ""
    var required: [(name: String, value: String)] = []
    var status = 0
    var headers: [String] = []
    var body: [String] = []

    func matches(_ method: String, _ target: String) -> Bool {
      guard method == self.method else { return false }
      guard self.target.hasSuffix("*") else { return target == self.target }
      return target.hasPrefix(self.target.dropLast())
    }
  }

  var testDescription: String { name }

  static let all: [Dialogue] = {
    let folder = Fixture.project.appending(path: "fixtures/preflight/dialogues")
    let files =
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil))
      ?? []
    return files.filter { $0.pathExtension == "http" }.sorted { $0.path < $1.path }
      .compactMap { file in
        (try? String(contentsOf: file, encoding: .utf8)).map {
          Dialogue(file.deletingPathExtension().lastPathComponent, $0)
        }
      }
  }()

  private enum Part { case head, input, headers, body }

  init(_ name: String, _ text: String) {
    self.name = name
    var part = Part.head
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      let rest = words.count == 2 ? words[1] : ""
      switch words.first {
      case "#" where part != .body && part != .input: break
      case "args:" where part == .head: arguments = rest.split(separator: " ").map(String.init)
      case "input:" where part == .head:
        input.name = rest
        part = .input
      case "expect:":
        findings.append(rest)
        part = .head
      case ">":
        let pieces = rest.split(separator: " ").map(String.init)
        exchanges.append(Exchange(method: pieces[0], target: pieces[1]))
        part = .head
      case "+":
        let pieces = rest.split(separator: ":", maxSplits: 1).map(String.init)
        exchanges[exchanges.count - 1].required.append(
          (pieces[0], pieces[1].trimmingCharacters(in: .whitespaces)))
      case "<":
        exchanges[exchanges.count - 1].status = Int(rest) ?? 0
        part = .headers
      default:
        switch part {
        case .head: break
        case .input: input.text += line + "\n"
        case .headers where line.isEmpty: part = .body
        case .headers: exchanges[exchanges.count - 1].headers.append(line)
        case .body: exchanges[exchanges.count - 1].body.append(line)
        }
      }
    }
  }
}
