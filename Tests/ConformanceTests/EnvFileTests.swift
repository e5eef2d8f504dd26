import Documents
import Foundation
import Pipeline
import TestSupport
import Testing

/// Our reader of env files takes and refuses what `docker create --env-file` does.
@Suite struct EnvFileTests {
  private static let environment = ["HOSTVAR": "from host = x", "EMPTYVAR": "", "été": "summer"]

  /// By bytes, as the process has them: a dictionary takes composed and decomposed names for one.
  @Sendable private static func variable(_ name: String) -> String? {
    environment.first { $0.key.utf8.elementsEqual(name.utf8) }?.value
  }

  @Test(.comparing(with: .docker))
  func readsFilesAsDockerDoes() throws {
    var generator = EnvTextGenerator(seed: 1_915)
    var seen: Set<[UInt8]> = []
    let files = (EnvSamples.all + (0..<90).map { _ in generator.file() })
      .filter { seen.insert($0).inserted }
    var disagreements = Disagreements(seed: generator.seed)
    let answers = try Oracle.docker.answers(files, environment: Self.environment)
    for (file, answer) in zip(files, answers)
    where !file.contains(0) && !Self.hasMarkInName(file) {
      let values = PlainData.read(
        .file(name: "x.env", bytes: file, format: .env), environment: Self.variable
      ).values
      switch (values?.first, answer) {
      case (nil, .refused): continue
      case (nil, .accepted): disagreements.add(file, "we refuse what docker reads")
      case (_?, .refused(let why)): disagreements.add(file, "we read what docker refuses: \(why)")
      case (let value?, .accepted(let tree, _)):
        let own = JSONTree(value)
        if let difference = own.difference(from: variables(tree)) {
          disagreements.add(file, difference)
        }
      }
    }
    disagreements.report()
  }

  /// Whether a byte-order mark is in front of a name, which is read as it was meant, and reported.
  private static func hasMarkInName(_ file: [UInt8]) -> Bool {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let rest = file.starts(with: mark) ? file.dropFirst(mark.count) : file[...]
    return rest.firstRange(of: mark) != nil
  }

  /// The last value of each name in docker's list of `NAME=value`.
  private func variables(_ list: JSONTree) -> JSONTree {
    var members: [[UInt8]: JSONTree] = [:]
    for case .string(let line) in list.elements {
      let name = Array(line.prefix { $0 != UInt8(ascii: "=") })
      members[name] = .string(Array(line.dropFirst(name.count + 1)))
    }
    return .object(members)
  }
}
