import ConfigSyntax
import Documents
import Generators
import Pipeline
import Settings

/// The language of a target's inputs, which decides how they are mutated as trees.
enum Grammar: Sendable {
  case yaml, hcl, env, xml, project
  /// Several files, each in the language of its name.
  case files
  /// Text into which one of the words is inserted.
  case lines([String])

  /// The language of a file in an archive.
  private init(ofFile name: String) {
    switch name.split(separator: ".").last {
    case "env": self = .env
    case "tf", "tfvars", "hcl": self = .hcl
    case "xml": self = .xml
    default: self = .yaml
    }
  }

  /// A document that is read, changed as a tree and written again; one that is made from nothing where
  /// it can't be read.
  func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    switch self {
    case .yaml: Self.mutatedYAML(bytes, &random)
    case .hcl: Self.mutatedHCL(bytes, &random)
    case .env: Self.mutatedEnv(bytes, &random)
    case .xml: Self.mutatedXML(bytes, &random)
    case .project: Self.mutatedProject(bytes, &random)
    case .files: Self.mutatedFile(of: InputArchive(bytes), &random).bytes
    case .lines(let words): Self.inserted(random.pick(words), into: bytes, &random)
    }
  }

  // MARK: Languages

  private static func mutatedYAML(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    if random.next() % 8 == 0 {
      var generator = YAMLTextGenerator(seed: random.next())
      return Array(generator.document().utf8)
    }
    var tree = TreeMutation(random)
    var values = data("values.yaml", bytes) ?? [.object([:])]
    tree.change(&values[Int(random.next() % UInt64(values.count))])
    random = tree.random
    let isJSON = bytes.first == UInt8(ascii: "{") && values.count == 1
    return Array(
      (isJSON ? JSONDocument.render(values[0], .indented) : YAMLDocument.render(values)).utf8)
  }

  private static func mutatedHCL(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    switch random.next() % 6 {
    case 0:
      var generator = HCLDocumentGenerator(seed: random.next())
      return bytes + generator.document().render().utf8
    case 1:
      var generator = TfvarsTextGenerator(seed: random.next())
      return bytes + generator.document().utf8
    case 2:
      var tree = TreeMutation(random)
      var value = data("terraform.tfvars", bytes)?.first ?? .object([:])
      tree.change(&value)
      random = tree.random
      let body = HCLDocument.Body(value).map { HCLDocument($0).render() } ?? ""
      return Array(body.utf8)
    default: return inserted(random.pick(Words.hcl), into: bytes, &random)
    }
  }

  private static func mutatedEnv(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    if random.next() % 4 == 0 {
      var generator = EnvDialectGenerator(.shell, seed: random.next())
      return bytes + generator.file()
    }
    var values = ValueGenerator(seed: random.next(), longestKey: 100)
    let value = random.next() % 2 == 0 ? random.pick(Sample.connections) : values.password()
    let line = "\(random.pick(Words.variables))=\(value)\n"
    return inserted(line, into: bytes, &random)
  }

  private static func mutatedXML(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    if bytes.first == UInt8(ascii: "<") {
      guard random.next() % 3 == 0 else {
        return inserted(random.pick(Words.cors), into: bytes, &random)
      }
      var generator = XMLTextGenerator(seed: random.next())
      return generator.document()
    }
    guard random.next() % 2 == 0 else { return mutatedYAML(bytes, &random) }
    return inserted("\"\(random.pick(Words.policies))\"", into: bytes, &random)
  }

  private static func mutatedProject(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    guard random.next() % 2 == 0 else { return mutatedYAML(bytes, &random) }
    return inserted(random.pick(Words.project), into: bytes, &random)
  }

  private static func mutatedFile(
    of archive: InputArchive, _ random: inout SeededGenerator
  ) -> InputArchive {
    var files = archive.files
    let index = Int(random.next() % UInt64(files.count))
    switch random.next() % 12 {
    case 0: files[index].name = random.pick(Words.fileNames)
    case 1: files.append((random.pick(Words.fileNames), files[index].bytes))
    case 2 where files.count > 1: files.remove(at: index)
    case 3: files.swapAt(0, index)
    default:
      files[index].bytes = Grammar(ofFile: files[index].name).mutated(files[index].bytes, &random)
    }
    return InputArchive(files)
  }

  // MARK: Text

  private static func data(_ name: String, _ bytes: [UInt8]) -> [DocumentValue]? {
    PlainData.read(
      .file(name: name, bytes: bytes, format: nil), environment: Sample.environment
    ).values
  }

  /// The text with a word at the border of two others, or in place of one.
  private static func inserted(
    _ word: String, into bytes: [UInt8], _ random: inout SeededGenerator
  ) -> [UInt8] {
    let marks = bytes.indices.filter { " \n\t\"=:,(){}[]<>/@?&".utf8.contains(bytes[$0]) }
    guard !marks.isEmpty else { return bytes + word.utf8 }
    let start = random.pick(marks)
    let isReplaced = random.next() % 3 == 0
    let end = isReplaced ? marks.first { $0 > start } ?? bytes.count : start + 1
    return Array(bytes[...start]) + word.utf8 + bytes[max(start + 1, end)...]
  }
}

extension FuzzTarget {
  /// The input after one mutation of its tree; the same `seed` gives the same.
  package func mutated(_ bytes: [UInt8], seed: UInt64) -> [UInt8] {
    var random = SeededGenerator(seed)
    return grammar.mutated(bytes, &random)
  }
}
