package import Diagnostics

/// Reads HCL's JSON syntax (`*.tf.json`) as the body that the native syntax would produce.
///
/// Only a schema determines which members of an object are blocks.
package struct HCLJSONBodyReader {
  private let limits: Limits
  private var bag = DiagnosticBag()
  private var damage: [SourceSpan] = []

  /// The body of a file; what does not parse is reported and left out.
  package static func read(
    _ file: SourceFile, _ id: FileID, schema: HCLBlockSchema, limits: Limits = Limits(),
    _ bag: inout DiagnosticBag
  ) -> HCLBody {
    let whole = SourceSpan(id, 0, file.bytes.count)
    guard let value = HCLJSONReader.read(file, id, limits: limits, &bag) else {
      return HCLBody(attributes: [], blocks: [], span: whole, damage: [whole])
    }
    var reader = HCLJSONBodyReader(limits: limits)
    let body = reader.body(value, schema, depth: 1)
    bag.report(reader.bag.sorted)
    return body
  }

  private init(limits: Limits) { self.limits = limits }

  // MARK: Bodies

  /// One object, or several that count as one.
  private mutating func body(
    _ value: HCLValue, _ schema: HCLBlockSchema, depth: Int
  ) -> HCLBody {
    var attributes: [HCLAttribute] = []
    var blocks: [HCLBlock] = []
    let outer = damage
    damage = []
    for object in objects(value, "an object") {
      for member in object.members where !member.key.value.isExactly("//") {
        if let inner = schema.blocks[member.key.value] {
          blocks += self.blocks(
            member.key, member.value, inner, labels: [], in: schema, depth: depth + 1)
        } else if let attribute = attribute(member, schema, depth: depth + 1) {
          attributes.append(attribute)
        }
      }
    }
    let body = HCLBody(attributes: attributes, blocks: blocks, span: value.span, damage: damage)
    damage = outer + damage
    return body
  }

  /// The objects that `value` is, or is a list of; null is left out.
  private mutating func objects(_ value: HCLValue, _ expected: Message) -> [HCLObject] {
    var result: [HCLObject] = []
    for element in value.elements ?? [value] {
      switch element.kind {
      case .object(let object): result.append(object)
      case .null: continue
      default:
        refuse("expected \(expected), found \(element.noun)", element.span)
      }
    }
    return result
  }

  /// Each label is one level of objects; below the last one is a body or a list of bodies.
  private mutating func blocks(
    _ type: Located, _ value: HCLValue, _ schema: HCLBlockSchema, labels: [Located],
    in outer: HCLBlockSchema, depth: Int
  ) -> [HCLBlock] {
    var result: [HCLBlock] = []
    guard labels.count == schema.labels.count else {
      for object in objects(value, "an object that maps labels to `\(type.value)` blocks") {
        for member in object.members where !member.key.value.isExactly("//") {
          result += blocks(
            type, member.value, schema, labels: labels + [member.key], in: outer,
            depth: depth + 1)
        }
      }
      return result
    }
    for element in value.elements ?? [value] where !element.isNull {
      result.append(
        HCLBlock(
          type: type, labels: labels, body: body(element, schema, depth: depth + 1),
          span: element.span))
    }
    return result
  }

  /// Reports what has the wrong shape, and counts it as damaged.
  private mutating func refuse(_ message: Message, _ span: SourceSpan) {
    bag.report(Diagnostic(SyntaxProblem.hclSyntax, message, at: span))
    damage.append(span)
  }

  // MARK: Expressions

  /// An attribute whose text does not parse is left out and counts as damaged.
  private mutating func attribute(
    _ member: HCLObject.Member, _ schema: HCLBlockSchema, depth: Int
  ) -> HCLAttribute? {
    let mode =
      schema.arguments.first { $0.name.isExactly(member.key.value) }?.mode ?? schema.mode
    let span = SourceSpan(
      member.key.span.file, Int(member.key.span.lower), Int(member.value.span.upper))
    guard let expression = expression(member.value, mode, depth: depth) else {
      damage.append(span)
      return nil
    }
    return HCLAttribute(name: member.key, expression: expression, span: span)
  }

  /// Arrays and objects of JSON are tuples and objects whose texts are read as `mode` says.
  private mutating func expression(
    _ value: HCLValue, _ mode: HCLBlockSchema.Argument.Mode, depth: Int
  ) -> HCLExpression? {
    let span = value.span
    switch value.kind {
    case .null, .unknown: return HCLExpression(.null, span)
    case .bool(let value): return HCLExpression(.bool(value), span)
    case .number(let number): return HCLExpression(.number(number), span)
    case .string(let text): return string(text, mode, at: span, depth: depth)
    case .list(let elements):
      var result: [HCLExpression] = []
      for element in elements {
        guard let element = expression(element, mode, depth: depth + 1) else { return nil }
        result.append(element)
      }
      return HCLExpression(.tuple(result), span)
    case .object(let object):
      var items: [HCLObjectItem] = []
      for member in object.members {
        let keyMode: HCLBlockSchema.Argument.Mode = mode == .template ? .template : .literal
        guard let key = string(member.key.value, keyMode, at: member.key.span, depth: depth),
          let value = expression(member.value, mode, depth: depth + 1)
        else { return nil }
        items.append(
          HCLObjectItem(key: .expression(key), keySpan: member.key.span, value: value))
      }
      return HCLExpression(.object(items), span)
    }
  }

  /// Text without `${` and `%{` is not parsed at all, as nearly all text is.
  private mutating func string(
    _ text: String, _ mode: HCLBlockSchema.Argument.Mode, at span: SourceSpan, depth: Int
  ) -> HCLExpression? {
    let kind: HCLParser.TextKind
    switch mode {
    case .literal: return HCLExpression(.string(text), span)
    case .code: kind = .code
    case .template:
      guard text.holds("${") || text.holds("%{") else {
        return HCLExpression(.string(text), span)
      }
      kind = .template
    }
    return HCLParser.readText(text, kind, at: span, depth: depth, limits: limits, &bag)
  }
}
