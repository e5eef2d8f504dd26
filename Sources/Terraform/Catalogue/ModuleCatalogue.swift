import CFacts
package import Diagnostics

/// The known facts about the official W&B Terraform modules, release by release.
///
/// It is text: that of `CFacts/terraform-modules.txt`, which is linked into the program, or that of
/// a file in the same format, which the comment at the head of that text explains. A module is
/// decoded on request.
package struct ModuleCatalogue: Sendable {
  /// Nil for the text that is linked into the program.
  private let bytes: [UInt8]?

  /// The catalogue that is part of the program.
  package static let builtIn = ModuleCatalogue()

  private init() { bytes = nil }

  /// A catalogue from a file; modules that the file lacks come from the built-in catalogue.
  ///
  /// Problems with the text are reported; everything else in it is used.
  package init(text: [UInt8], into problems: inout [TextProblem]) {
    bytes = text
    problems += withText { text in Self.check(text) }
  }

  /// The module's history; nil only where the text is empty.
  package func module(_ module: OfficialModule) -> ModuleHistory? {
    withText { Self.read(module, $0)?.history }
      ?? (bytes == nil ? nil : Self.builtIn.module(module))
  }

  private func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard let bytes else {
      let facts = wandb_terraform_modules
      return body(UnsafeBufferPointer(start: facts.bytes, count: Int(facts.count)))
    }
    return bytes.withUnsafeBufferPointer(body)
  }

  private static func read(
    _ module: OfficialModule, _ text: UnsafeBufferPointer<UInt8>
  ) -> HistoryReader? {
    guard let section = sections(text).first(where: { $0.name == module.rawValue }) else {
      return nil
    }
    let releases = module == module.root ? [] : self.releases(of: module.root, text)
    return read(module, in: section, of: text, releases: releases)
  }

  private static func read(
    _ module: OfficialModule, in section: Section, of text: UnsafeBufferPointer<UInt8>,
    releases: [ModuleVersion]
  ) -> HistoryReader {
    var reader = HistoryReader(module, section.repository, releases: releases)
    CatalogueLine.each(in: section.range, of: text) { reader.read($0) }
    return reader
  }

  /// The releases alone; a file may have a submodule without its module.
  private static func releases(
    of module: OfficialModule, _ text: UnsafeBufferPointer<UInt8>
  ) -> [ModuleVersion] {
    guard let section = sections(text).first(where: { $0.name == module.rawValue }) else {
      return builtIn.module(module)?.releases ?? []
    }
    var reader = HistoryReader(module, "", releases: [])
    CatalogueLine.each(in: section.range, of: text) { line in
      if line.depth == 1, line[0] == "releases" { reader.read(line) }
    }
    return reader.history.releases
  }
}

extension ModuleCatalogue {
  /// The lines of one module.
  private struct Section {
    let name: String
    let repository: String
    /// The line that names the module.
    let header: Range<Int>
    var range: Range<Int>
  }

  /// A section begins at a line that does not begin with a blank or a comment.
  private static func sections(_ text: UnsafeBufferPointer<UInt8>) -> [Section] {
    var sections: [Section] = []
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      defer { start = end + 1 }
      switch text[start] {
      case UInt8(ascii: " "), UInt8(ascii: "#"), 0x0A, 0x0D: continue
      default: break
      }
      let line = CatalogueLine(text, start..<end)
      if let last = sections.indices.last {
        sections[last].range = sections[last].range.lowerBound..<start
      }
      let name = line[0] == "module" ? line[1] : ""
      sections.append(
        Section(name: name, repository: line[2], header: line.range, range: end..<text.count))
    }
    return sections
  }

  private static func check(_ text: UnsafeBufferPointer<UInt8>) -> [TextProblem] {
    let sections = sections(text)
    var (problems, seen): ([TextProblem], Set<String>) = ([], [])
    CatalogueLine.each(in: 0..<(sections.first?.header.lowerBound ?? text.count), of: text) {
      problems.append(TextProblem("the line is before the first module", at: $0.range))
    }
    if sections.isEmpty { problems.append(TextProblem("the catalogue has no modules", at: 0..<0)) }
    for section in sections {
      guard let module = OfficialModule(rawValue: section.name) else {
        problems.append(TextProblem("this is not an official W&B module", at: section.header))
        continue
      }
      guard seen.insert(section.name).inserted else {
        problems.append(TextProblem("the module is listed twice", at: section.header))
        continue
      }
      let releases = module == module.root ? [] : self.releases(of: module.root, text)
      let reader = read(module, in: section, of: text, releases: releases)
      problems += reader.problems
      if reader.history.releases.isEmpty {
        problems.append(TextProblem("the module has no releases", at: section.header))
      }
    }
    return problems
  }
}

/// A problem in a text, before its location in an input is known.
///
/// Readers of constraints and catalogues report these: the same text may come from an HCL string, a
/// JSON file or a catalogue.
package struct TextProblem: Hashable, Sendable {
  /// One lower-case clause with the user's spelling in backticks.
  package let message: Message
  /// The bytes of the text that it is about.
  package let range: Range<Int>
  /// What to do.
  package let help: Message?

  init(_ message: Message, at range: Range<Int>, help: Message? = nil) {
    (self.message, self.range, self.help) = (message, range, help)
  }
}
