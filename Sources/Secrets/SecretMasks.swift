import ConfigSyntax
import Diagnostics
import Terraform

/// Finds what source frames must not show, and which values are secret as a whole.
struct SecretMasks {
  private let sources: SourceMap
  /// Which keys say nothing about their values.
  private var harmless = NameCache<Bool>()
  /// Which texts may contain a secret, in the order of `sources`.
  private var signs: [NextByte]
  /// Text of the inputs that is hidden.
  private(set) var masks: [SourceSpan]
  /// Values that are secret wherever they go: an alias carries one to another setting.
  private(set) var values: [SourceSpan]
  /// Keys with secret pieces, which are parts of paths.
  private(set) var names: [String] = []
  private var tables: [LineTable?]

  /// Looks at values that a secret setting claims or whose key looks like a secret's, user
  /// information of URLs, bodies of keys, comments, and every value in a damaged region.
  init(
    _ documents: [ConfigDocument], _ secrets: [SourceSpan],
    _ sources: SourceMap, _ terraform: TerraformConfiguration? = nil
  ) {
    self.sources = sources
    tables = Array(repeating: nil, count: sources.files.count)
    signs = sources.files.map { _ in NextByte(of: SecretText.signs) }
    // A variable without a value stands for one; its name is not secret.
    let names = Set((terraform?.modules ?? []).flatMap { $0.variables.map(\.name.span) })
    values = secrets.filter { !names.contains($0) }
    masks = values
    if let terraform { walk(terraform) }
    for document in documents {
      if let root = document.root {
        walk(root, .open)
        maskObject(root)
      }
      for entry in document.overridden { walk(entry, .open.entering(entry, of: root(entry))) }
      for span in document.damage { maskDamage(span) }
      masks += document.unnamed
    }
    maskRestOfLines()
    for (index, file) in sources.files.enumerated() {
      masks += SecretLines.spans(in: file, FileID(index))
    }
  }

  /// The entry alone as a mapping: one that was replaced has no siblings.
  private func root(_ entry: Entry) -> ConfigNode {
    ConfigNode(.mapping([entry]), entry.value.span)
  }

  /// Comments after a secret on its line: a plain scalar of YAML ends before ` #`, so one may be the
  /// rest of a password.
  private mutating func maskRestOfLines() {
    for mask in masks {
      let bytes = sources[mask.file].bytes
      let rest = bytes[Int(mask.upper)...]
      // One line may hold thousands of secrets, so its end is looked for only after a sign.
      guard let sign = rest.firstIndex(where: { !" \t\"'])},".utf8.contains($0) }),
        sign > rest.startIndex, CommentSign.first(in: rest[sign...].prefix(4)) == sign
      else { continue }
      let comment = rest[sign...].prefix { $0 != 0x0A && $0 != 0x0D }
      let start = CommentSign.contents(in: comment)
      if start < comment.endIndex { masks.append(SourceSpan(mask.file, start, comment.endIndex)) }
    }
  }

  /// Masks the data of a Secret, whatever their keys are.
  private mutating func maskObject(_ root: ConfigNode) {
    guard root["kind"]?.scalar?.text == "Secret" else { return }
    for section in ["data", "stringData"] {
      for entry in root[section]?.entries ?? [] { walk(entry, .secret) }
    }
  }

  /// Masks the value of an entry, which has this secrecy.
  private mutating func walk(_ entry: Entry, _ secrecy: Secrecy) {
    walk(entry.value, secrecy)
    guard case .secret = secrecy else { return }
    let (key, value) = (entry.key.span, entry.value.span)
    guard entry.value.scalar != nil, key.file == value.file, key.upper < value.lower else { return }
    // A tag or an anchor before the value may be a piece of it.
    let bytes = sources[key.file].bytes
    let start = bytes[Int(key.upper)..<Int(value.lower)].firstIndex {
      !":=\"' \n".utf8.contains($0)
    }
    if let start { masks.append(SourceSpan(key.file, start, Int(value.upper))) }
  }

  private mutating func walk(_ node: ConfigNode, _ secrecy: Secrecy) {
    switch node.kind {
    case .mapping(let entries):
      // By index: to copy every entry would take longer than to look at its key.
      for index in entries.indices {
        if case .open = secrecy, isHarmless(entries[index].key) {
          walk(entries[index].value, .open)
          continue
        }
        let entry = entries[index]
        // `{PASSWORD}` is what YAML makes of a password in braces.
        if secrecy == .secret, entry.value.isNull { mask(entry.key.span, .secret) }
        maskKey(entry.key)
        walk(entry, secrecy.entering(entry, of: node))
      }
    case .sequence(let elements):
      var isAfterOption = false
      for element in elements {
        walk(element, isAfterOption ? .secret : secrecy)
        isAfterOption = element.scalar.map { Self.isSecretOption($0.text) } ?? false
      }
    case .scalar(let scalar):
      guard !scalar.text.isEmpty else { return }
      mask(node.span, secrecy)
    case .damaged: maskDamage(node.span)
    case .unknown: mask(node.span, secrecy)
    }
  }

  /// Masks the pieces of a key that are secret, as in a URL with user information.
  private mutating func maskKey(_ key: Located) {
    let count = masks.count
    maskPieces(key.span)
    if masks.count > count { names.append(key.value) }
  }

  /// Whether a key has no secret in it and says nothing about its value, whatever is next to it:
  /// large inputs repeat a few such keys.
  private mutating func isHarmless(_ key: Located) -> Bool {
    if let known = harmless[key] { return known }
    // A URL may be a key, and has user information only with an `@`.
    let isHarmless = Secrecy.isHarmless(key.value) && !key.value.utf8.contains(UInt8(ascii: "@"))
    harmless[key] = isHarmless
    return isHarmless
  }

  /// Whether an element of a command line says that the next one is a secret: `--password`.
  private static func isSecretOption(_ text: String) -> Bool {
    text.hasPrefix("-") && !text.contains("=") && SecretNames.looksSecret(text)
  }

  /// Masks all of a secret, and in any other value the pieces that are secret in every context.
  private mutating func mask(_ span: SourceSpan, _ secrecy: Secrecy) {
    guard case .open = secrecy else {
      masks.append(span)
      values.append(span)
      return
    }
    maskPieces(span)
  }

  private mutating func maskPieces(_ span: SourceSpan) {
    let file = Int(span.file.index)
    let bytes = sources.files[file].bytes
    guard signs[file].occurs(in: span.range, of: bytes) else { return }
    for range in SecretText.ranges(in: bytes[span.range]) {
      masks.append(SourceSpan(span.file, range.lowerBound, range.upperBound))
    }
  }

  /// Of damaged text, only keys are shown: each line up to its first `:` or `=`.
  private mutating func maskDamage(_ span: SourceSpan) {
    let bytes = sources[span.file].bytes
    let index = Int(span.file.index)
    let table = tables[index] ?? LineTable(sources[span.file])
    tables[index] = table
    let last = max(Int(span.lower), Int(span.upper) - 1)
    let lines = table.line(at: Int(span.lower))...table.line(at: last)
    for line in lines {
      let range = table.contents(of: line)
      if Self.holdsNoValue(bytes[range]) { continue }
      let sign = bytes[range].firstIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") }
      let start = sign.map { $0 + 1 } ?? Self.firstWord(bytes, range)
      let value = bytes[start..<range.upperBound].firstIndex { $0 != 0x20 } ?? range.upperBound
      if value < range.upperBound { masks.append(SourceSpan(span.file, value, range.upperBound)) }
    }
  }

  /// Whether a line is only punctuation, as `...` and `},` are, or a hint in angle brackets:
  /// `<details depend on the provider>`.
  private static func holdsNoValue(_ line: ArraySlice<UInt8>) -> Bool {
    let words = line.drop { $0 == 0x20 || $0 == 0x09 }
    if words.first == UInt8(ascii: "<"), words.last == UInt8(ascii: ">"), words.contains(0x20) {
      return words.dropFirst().dropLast().allSatisfy { $0 == 0x20 || $0.isLetter }
    }
    // A longer one may be a password without letters.
    return words.count <= 3
      && words.allSatisfy { $0 < 0x80 && !$0.isLetter && !$0.isDigit }
  }

  private static func firstWord(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    bytes[range].firstIndex { $0 != 0x20 && $0 != UInt8(ascii: "-") } ?? range.upperBound
  }
}

/// Terraform: literals that belong to names that look like a secret's.
extension SecretMasks {
  private mutating func walk(_ terraform: TerraformConfiguration) {
    var known: Set<FileID> = []
    for module in terraform.modules { walk(module, &known) }
    for call in terraform.calls {
      for input in call.call.inputs
      where call.release?.variable(input.name.value)?.isSensitive == true {
        walk(input.value.node, .secret)
      }
    }
    guard !terraform.root.outsideSettings.isEmpty else { return }
    let names =
      terraform.root.variables.filter(\.isSensitive).map(\.name.value)
      + terraform.calls.compactMap(\.release).flatMap(\.variables).filter(\.isSensitive).map(\.name)
    let sensitive = Set(names.map { ExactText($0) })
    for setting in terraform.root.outsideSettings {
      let isSensitive = sensitive.contains(ExactText(setting.name.value))
      walk(setting, isSensitive ? .secret : .open)
    }
  }

  /// Several calls may lead to the files of one module, of which `known` are those that were seen.
  private mutating func walk(_ root: RootModule, _ known: inout Set<FileID>) {
    masks += root.secretSpans
    values += root.secretSpans
    for body in root.bodies where known.insert(body.span.file).inserted { walk(body, .open) }
    for file in root.values {
      if let root = file.document.root { walk(root, .open) }
      for span in file.damage { maskDamage(span) }
    }
  }

  // MARK: Values outside of files

  private mutating func walk(_ setting: TerraformInput.Setting, _ secrecy: Secrecy) {
    let isSecret =
      secrecy == .secret || SecretNames.resemblesSecret(setting.name.value)
      || Self.hasSecretMember(setting.text)
    mask(setting.span, isSecret ? .secret : .open)
  }

  /// Whether the text of an object has a word in it that looks like a secret's name.
  ///
  /// Pieces of a value outside of files have no spans of their own, so it is hidden as a whole.
  private static func hasSecretMember(_ text: String) -> Bool {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return false }
    let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" }
    return words.contains { SecretNames.resemblesSecret(String($0)) }
  }

  // MARK: Blocks

  private mutating func walk(_ body: HCLBody, _ secrecy: Secrecy) {
    for span in body.damage { maskDamage(span) }
    for attribute in body.attributes {
      walk(attribute.expression, Self.secrecy(of: attribute, secrecy))
    }
    for block in body.blocks {
      // The default of `variable "license"` is a license.
      let names = block.labels.map(\.value) + [block.type.value]
      let isSecret = names.contains(where: SecretNames.resemblesSecret)
      walk(block.body, isSecret && block.type.value != "data" ? .secret : .open)
    }
  }

  private static func secrecy(of attribute: HCLAttribute, _ outer: Secrecy) -> Secrecy {
    switch (outer, attribute.name.value) {
    case (.secret, "default"), (.secret, "value"): .secret
    // A misspelled one is reported with the line that it is on.
    case (.secret, let name)
    where valueNames.nearest(to: name) != nil: .secret
    default: .open.entering(attribute.name.value, attribute.expression.form)
    }
  }

  private static let valueNames = KnownNames(["default", "value"])

  // MARK: Expressions

  private mutating func walk(_ expression: HCLExpression, _ secrecy: Secrecy) {
    switch expression.kind {
    case .null, .bool, .variable: break
    case .number, .string: mask(expression.span, secrecy)
    case .template(let parts):
      mask(expression.span, secrecy)
      if case .open = secrecy { walk(parts) }
    case .wrapped(let inner), .parentheses(let inner), .unary(_, let inner): walk(inner, secrecy)
    case .tuple(let elements): walk(elements, secrecy)
    case .object(let items): for item in items { walk(item, of: items, secrecy) }
    case .traversal(let base, let steps):
      walk(base, secrecy)
      walk(steps, secrecy)
    case .call(let call):
      walk(call.arguments, call.name.value == "sensitive" ? .secret : secrecy)
    case .operation(let first, let rest):
      walk(first, secrecy)
      for operand in rest { walk(operand.value, secrecy) }
    case .conditional(let conditional):
      walk([conditional.condition, conditional.yes, conditional.no], secrecy)
    case .forEach(let loop):
      let pieces = [loop.collection, loop.key, loop.value, loop.condition]
      walk(pieces.compactMap { $0 }, secrecy)
    }
  }

  private mutating func walk(_ expressions: [HCLExpression], _ secrecy: Secrecy) {
    for expression in expressions { walk(expression, secrecy) }
  }

  private mutating func walk(_ steps: [HCLTraversalStep], _ secrecy: Secrecy) {
    for step in steps {
      switch step {
      case .attribute: continue
      case .index(let index): walk(index, secrecy)
      case .splat(let inner, _): walk(inner, secrecy)
      }
    }
  }

  private mutating func walk(_ parts: [HCLTemplatePart]) {
    for part in parts {
      switch part {
      case .literal: continue
      case .interpolation(let inner): walk(inner, .open)
      case .condition(let condition, let yes, let no, _):
        walk(condition, .open)
        walk(yes)
        walk(no)
      case .loop(let loop):
        walk(loop.collection, .open)
        walk(loop.body)
      }
    }
  }

  private mutating func walk(
    _ item: HCLObjectItem, of items: [HCLObjectItem], _ secrecy: Secrecy
  ) {
    if case .expression(let key) = item.key { walk(key, item.name == nil ? secrecy : .open) }
    guard let name = item.name else { return walk(item.value, secrecy) }
    let inner = secrecy.entering(name, item.value.form) { sibling in
      items.first { $0.name == sibling }.map { $0.value.literalText ?? "" }
    }
    walk(item.value, inner)
  }
}

extension HCLExpression {
  /// Whether the expression is written as a list or an object.
  fileprivate var form: Secrecy.Form {
    switch kind {
    case .tuple, .object: .nested
    case .wrapped(let inner), .parentheses(let inner): inner.form
    default: .scalar
    }
  }

  /// The text, where it is written without anything to compute.
  fileprivate var literalText: String? {
    if case .string(let text) = kind { text } else { nil }
  }
}
