import ConfigSyntax
import Diagnostics
import Terraform

/// Finds what source frames must not show.
struct SecretMasks {
  private let sources: SourceMap
  private var masks: [SourceSpan]
  private var tables: [LineTable?]

  /// Values that a secret setting claims or whose key looks like a secret's, user information of
  /// URLs, PEM bodies, and every value in a damaged region.
  static func find(
    _ documents: [ConfigDocument], _ secrets: [SourceSpan],
    _ sources: SourceMap, _ terraform: TerraformConfiguration? = nil
  ) -> [SourceSpan] {
    // A variable without a value stands for one; its name is not secret.
    let names = Set(terraform?.root.variables.map(\.name.span) ?? [])
    var finder = SecretMasks(sources: sources, masks: secrets.filter { !names.contains($0) })
    if let terraform { finder.walk(terraform) }
    for document in documents {
      if let root = document.root { finder.walk(root, .open) }
      for entry in document.overridden { finder.walk(entry, .open) }
      for span in document.damage { finder.maskDamage(span) }
      finder.masks += document.unnamed
    }
    return finder.masks
  }

  private init(sources: SourceMap, masks: [SourceSpan]) {
    self.sources = sources
    self.masks = masks
    tables = Array(repeating: nil, count: sources.files.count)
  }

  /// Whether a name around a value resembles a secret's.
  private enum Secrecy { case open, secret }

  private mutating func walk(_ entry: Entry, _ secrecy: Secrecy) {
    guard secrecy == .secret || SecretNames.resemblesSecret(entry.key.value) else {
      return walk(entry.value, secrecy)
    }
    walk(entry.value, .secret)
    // A tag or an anchor before the value may be a piece of it.
    let (key, value) = (entry.key.span, entry.value.span)
    guard entry.value.scalar != nil, key.file == value.file, key.upper < value.lower else { return }
    let bytes = sources[key.file].bytes
    let start = bytes[Int(key.upper)..<Int(value.lower)].firstIndex {
      !":=\"' \n".utf8.contains($0)
    }
    if let start { masks.append(SourceSpan(key.file, start, Int(value.upper))) }
  }

  private mutating func walk(_ node: ConfigNode, _ secrecy: Secrecy) {
    switch node.kind {
    case .mapping(let entries):
      // `{name: DB_PASSWORD, value: …}`: the name next to it says what the value is.
      let name = node["name"]?.scalar?.text ?? ""
      for entry in entries {
        let isNamed = entry.key.value == "value" && SecretNames.resemblesSecret(name)
        walk(entry, isNamed ? .secret : secrecy)
      }
    case .sequence(let elements):
      for element in elements { walk(element, secrecy) }
    case .scalar(let scalar):
      guard !scalar.text.isEmpty else { return }
      mask(node.span, secrecy)
    case .damaged: maskDamage(node.span)
    case .unknown: mask(node.span, secrecy)
    }
  }

  /// Masks all of a secret, and in any other value the pieces that are secret in every context.
  private mutating func mask(_ span: SourceSpan, _ secrecy: Secrecy) {
    switch secrecy {
    case .secret: masks.append(span)
    case .open: maskPieces(span)
    }
  }

  private mutating func maskPieces(_ span: SourceSpan) {
    for range in SecretText.ranges(in: sources[span.file].bytes[span.range]) {
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
      return words.dropFirst().dropLast().allSatisfy { $0 == 0x20 || isLetter($0) }
    }
    // A longer one may be a password without letters.
    return words.count <= 3
      && words.allSatisfy { $0 < 0x80 && !isLetter($0) && !(0x30...0x39 ~= $0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }

  private static func firstWord(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    bytes[range].firstIndex { $0 != 0x20 && $0 != UInt8(ascii: "-") } ?? range.upperBound
  }
}

/// Terraform: literals that belong to names that look like a secret's.
extension SecretMasks {
  private mutating func walk(_ terraform: TerraformConfiguration) {
    walk(terraform.root)
    for call in terraform.calls {
      for input in call.call.inputs
      where call.release?.variable(input.name.value)?.isSensitive == true {
        walk(input.value.node, .secret)
      }
    }
    guard !terraform.root.given.isEmpty else { return }
    let names =
      terraform.root.variables.filter(\.isSensitive).map(\.name.value)
      + terraform.calls.compactMap(\.release).flatMap(\.variables).filter(\.isSensitive).map(\.name)
    let sensitive = Set(names.map { ExactText($0) })
    for setting in terraform.root.given {
      let isSensitive = sensitive.contains(ExactText(setting.name.value))
      walk(setting, isSensitive ? .secret : .open)
    }
  }

  private mutating func walk(_ root: RootModule) {
    masks += root.secretSpans
    for body in root.bodies { walk(body, .open) }
    for file in root.values {
      for entry in file.document.root?.entries ?? [] { walk(entry, .open) }
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
      walk(attribute.expression, Self.secrecy(of: attribute.name.value, secrecy))
    }
    for block in body.blocks {
      // The default of `variable "license"` is a license.
      let names = block.labels.map(\.value) + [block.type.value]
      let isSecret = names.contains(where: SecretNames.resemblesSecret)
      walk(block.body, isSecret && block.type.value != "data" ? .secret : .open)
    }
  }

  private static func secrecy(of name: String, _ outer: Secrecy) -> Secrecy {
    switch (outer, name) {
    case (.secret, "default"), (.secret, "value"): .secret
    default: SecretNames.resemblesSecret(name) ? .secret : .open
    }
  }

  // MARK: Expressions

  private mutating func walk(_ expression: HCLExpression, _ secrecy: Secrecy) {
    switch expression.kind {
    case .null, .bool, .variable: break
    case .number, .string: mask(expression.span, secrecy)
    case .template(let parts):
      mask(expression.span, secrecy)
      if secrecy == .open { walk(parts) }
    case .wrapped(let inner), .parentheses(let inner), .unary(_, let inner): walk(inner, secrecy)
    case .tuple(let elements): walk(elements, secrecy)
    case .object(let items): for item in items { walk(item, secrecy) }
    case .traversal(let base, let steps):
      walk(base, secrecy)
      walk(steps, secrecy)
    case .call(let call): walk(call.arguments, secrecy)
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

  private mutating func walk(_ item: HCLObjectItem, _ secrecy: Secrecy) {
    if case .expression(let key) = item.key { walk(key, item.name == nil ? secrecy : .open) }
    let isSecret = item.name.map(SecretNames.resemblesSecret) ?? false
    walk(item.value, isSecret ? .secret : secrecy)
  }
}
