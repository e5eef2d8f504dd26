package import Diagnostics

/// Reads the `type` argument of a variable.
///
/// A function that returns nil has reported why.
package struct HCLTypeConstraint {
  /// The kind of finding for expressions that are not types.
  private let id: DiagnosticID
  /// The kind of finding for defaults that do not fit their type.
  private let defaultID: DiagnosticID
  private var bag = DiagnosticBag()

  /// The type that the expression spells; `id` is for expressions that are not types, `defaultID`
  /// for a default of `optional` that does not fit.
  package static func read(
    _ expression: HCLExpression, _ id: DiagnosticID, forDefaults defaultID: DiagnosticID,
    _ bag: inout DiagnosticBag
  ) -> HCLType? {
    // Terraform 0.11 had no element types; these two words are still accepted.
    switch expression.kind {
    case .variable("list"): return .list(.any)
    case .variable("map"): return .map(.any)
    default: break
    }
    var reader = HCLTypeConstraint(id: id, defaultID: defaultID)
    let type = reader.type(expression)
    bag.report(reader.bag.sorted)
    return type
  }

  private init(id: DiagnosticID, defaultID: DiagnosticID) {
    self.id = id
    self.defaultID = defaultID
  }

  private mutating func refuse<Result>(
    _ message: Message, _ span: SourceSpan, help: Message? = nil, fix: FixIt? = nil
  ) -> Result? {
    var diagnostic = Diagnostic(id, message, at: span)
    diagnostic.help = help
    diagnostic.fixes = fix.map { [$0] } ?? []
    bag.report(diagnostic)
    return nil
  }

  // MARK: Types

  /// One type; `list` and `map` alone are allowed only for the whole constraint.
  private mutating func type(_ expression: HCLExpression) -> HCLType? {
    switch expression.kind {
    case .variable(let name): return keyword(name, expression.span)
    case .call(let call): return self.call(call, expression.span)
    case .string(let text):
      return refuse(
        "a type must not be in quotes", expression.span,
        help: "write `\(value: text.prefix(40))`",
        fix: ["bool", "string", "number", "any"].contains(text)
          ? .unquote(Located(text, expression.span)) : nil)
    default:
      return refuse(
        "this is not a Terraform type", expression.span,
        help: "write `string`, `number`, `bool`, `any`, or a collection such as `list(string)`")
    }
  }

  /// A bare word: a primitive type, or a collection whose argument is missing.
  private mutating func keyword(_ name: String, _ span: SourceSpan) -> HCLType? {
    switch name {
    case "bool": return .bool
    case "string": return .string
    case "number": return .number
    case "any": return .any
    case "list", "set", "map":
      return refuse(
        "`\(name)` needs the type of its elements", span, help: "write `\(name)(string)`")
    case "object":
      return refuse("`object` needs its attributes", span, help: "write `object({a = string})`")
    case "tuple":
      return refuse("`tuple` needs its elements", span, help: "write `tuple([string])`")
    case "optional": return optionalElsewhere(span)
    default:
      let near = NameSuggestion.nearest(to: name, among: Self.names)
      return refuse(
        "`\(value: name.prefix(40))` is not a type", span,
        help: near.map { .didYouMean($0) }, fix: near.map { .write($0, for: Located(name, span)) })
    }
  }

  /// The words of type expressions, for suggestions.
  private static let names = [
    "bool", "string", "number", "any", "list", "set", "map", "object", "tuple",
  ]

  private mutating func optionalElsewhere(_ span: SourceSpan) -> HCLType? {
    refuse("`optional` is only allowed for an attribute of `object`", span)
  }

  /// A collection with its argument.
  private mutating func call(_ call: HCLCall, _ span: SourceSpan) -> HCLType? {
    let name = call.name.value
    if name == "optional" { return optionalElsewhere(span) }
    guard Self.names.contains(name) else { return keyword(name, call.name.span) }
    guard let argument = call.arguments.first, call.arguments.count == 1, call.expansion == .none
    else { return refuse("`\(name)` accepts one argument", span) }
    switch name {
    case "list": return type(argument).map { .list($0) }
    case "set": return type(argument).map { .set($0) }
    case "map": return type(argument).map { .map($0) }
    case "object": return object(argument)
    case "tuple": return tuple(argument)
    default: return refuse("`\(name)` accepts no arguments", span)
    }
  }

  private mutating func tuple(_ expression: HCLExpression) -> HCLType? {
    guard case .tuple(let elements) = expression.kind else {
      return refuse(
        "the argument of `tuple` must be a list of types", expression.span,
        help: "write `tuple([string])`")
    }
    let types = elements.compactMap { type($0) }
    return types.count == elements.count ? .tuple(types) : nil
  }

  /// All attributes are read, so that one run reports every problem in them.
  private mutating func object(_ expression: HCLExpression) -> HCLType? {
    guard case .object(let items) = expression.kind else {
      return refuse(
        "the argument of `object` must list the types of its attributes", expression.span,
        help: "write `object({a = string})`")
    }
    var attributes: [HCLObjectType.Attribute] = []
    var names: Set<ExactText> = []
    for item in items {
      guard case .name(let name) = item.key else {
        bag.report(Diagnostic(id, "an attribute name must not be in quotes", at: item.keySpan))
        continue
      }
      guard names.insert(ExactText(HCLText.normalized(name))).inserted else {
        bag.report(Diagnostic(id, "the attribute `\(name)` is declared twice", at: item.keySpan))
        continue
      }
      if let attribute = attribute(HCLText.normalized(name), item.value) {
        attributes.append(attribute)
      }
    }
    return attributes.count == items.count ? .object(HCLObjectType(attributes)) : nil
  }

  /// A type, or `optional(type, default)`.
  private mutating func attribute(
    _ name: String, _ expression: HCLExpression
  ) -> HCLObjectType.Attribute? {
    guard case .call(let call) = expression.kind, call.name.value == "optional" else {
      return type(expression).map {
        HCLObjectType.Attribute(name: name, type: $0, presence: .required)
      }
    }
    guard let first = call.arguments.first, call.arguments.count <= 2, call.expansion == .none
    else {
      return refuse("`optional` accepts a type and, optionally, a default", expression.span)
    }
    guard let type = type(first) else { return nil }
    guard call.arguments.count == 2 else {
      return HCLObjectType.Attribute(name: name, type: type, presence: .optional(default: nil))
    }
    return defaultValue(call.arguments[1], name, type).map {
      HCLObjectType.Attribute(name: name, type: type, presence: .optional(default: $0))
    }
  }

  /// The default of an attribute, converted.
  private mutating func defaultValue(
    _ expression: HCLExpression, _ name: String, _ type: HCLType
  ) -> HCLValue? {
    var evaluation = HCLEvaluation(.constant)
    let value = evaluation.value(of: expression)
    bag.report(evaluation.bag.sorted)
    guard let value else { return nil }
    switch type.conversion(of: value) {
    case .success(let converted): return converted
    case .failure(let mismatch):
      bag.report(
        Diagnostic(
          defaultID, "the default of `\(name)\(mismatch.path)` is \(mismatch.reason)",
          at: mismatch.span))
      return nil
    }
  }
}
