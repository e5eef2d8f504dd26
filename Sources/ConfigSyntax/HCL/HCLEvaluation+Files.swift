import Diagnostics

/// Functions that read files. Terraform calls them before it creates anything, so what they return
/// is known wherever the file is.
extension HCLEvaluation {
  /// The functions here.
  static let fileFunctions: Set = ["file", "filebase64", "fileexists", "templatefile"]

  /// The result of a function that reads a file; unknown where the file is not part of the tree.
  mutating func readFile(_ call: HCLCall, _ span: SourceSpan) -> HCLValue? {
    let name = call.name.value
    guard let place = scope.place, let first = call.arguments.first, call.expansion == .none,
      HCLFunctionTable.all[name]?.takes(call.arguments.count) == true
    else { return .unknown(span) }
    if name == "templatefile", scope.kind == .template {
      return refuse("a template cannot call `templatefile`", span)
    }
    guard let path = path(first) else { return nil }
    if path.isUnknown { return .unknown(span) }
    guard let text = path.text else { return refuse("`\(name)` cannot read \(path.noun)", span) }
    switch place.contents(of: text) {
    case .bytes(let bytes):
      guard name != "fileexists" else { return HCLValue(.bool(true), span) }
      // A larger file is not a setting, and a loop may read it a thousand times.
      guard bytes.count <= 1 << 20 else { return .unknown(span) }
      guard charge(reading: text, bytes.count, at: span) else { return nil }
      return contents(bytes, of: text, call, span)
    case .missing:
      guard name != "fileexists" else { return HCLValue(.bool(false), span) }
      return missing(text, Self.origin(of: first), span)
    case .folder: return refuse("`\(value: text)` is a directory, not a file", span)
    case .tooLarge, .unreadable, nil: return .unknown(span)
    }
  }

  /// Terraform stops without the file, which may exist where it runs: so the value is unknown, but
  /// `try` continues as Terraform does here.
  private mutating func missing(
    _ path: String, _ origin: Message, _ span: SourceSpan
  ) -> HCLValue? {
    let message: Message = "no file exists at `\(value: path)`"
    guard !isTried else { return refuse(message, span, as: SyntaxProblem.missingFile) }
    var diagnostic = Diagnostic(SyntaxProblem.missingFile, message, at: span)
    diagnostic.help = "the path is relative to \(origin)"
    warn(diagnostic)
    return .unknown(span)
  }

  /// `path.module` and its like, where they are known: `path.cwd` is different on each machine.
  func directory(_ name: String, _ span: SourceSpan) -> HCLValue? {
    guard let place = scope.place else { return nil }
    return switch name {
    case "module": HCLValue(.string(place.module), span)
    case "root": HCLValue(.string("."), span)
    case "cwd" where isPath: HCLValue(.string("."), span)
    default: nil
    }
  }

  /// The value of the path, in which `path.cwd` is the folder of the run.
  private mutating func path(_ expression: HCLExpression) -> HCLValue? {
    let outer = isPath
    isPath = true
    defer { isPath = outer }
    return value(of: expression)
  }

  private static func origin(of path: HCLExpression) -> Message {
    let isModule = HCLReferences(of: path).references.contains {
      $0.root.value == "path" && $0.names.first?.value == "module"
    }
    return isModule ? "the directory of the module" : "the directory in which Terraform runs"
  }

  private mutating func contents(
    _ bytes: [UInt8], of path: String, _ call: HCLCall, _ span: SourceSpan
  ) -> HCLValue? {
    guard call.name.value != "filebase64" else {
      return HCLValue(.string(Base64.encode(bytes)), span)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return refuse("`\(value: path)` is not valid UTF-8", span, help: "use `filebase64`")
    }
    guard call.name.value == "templatefile" else {
      return HCLValue(.string(HCLText.normalized(text)), span)
    }
    guard let variables = value(of: call.arguments[1]) else { return nil }
    return render(text, of: path, with: variables, span)
  }

  // MARK: Templates

  /// The value of a template, whose names are those of `variables`.
  private mutating func render(
    _ text: String, of path: String, with variables: HCLValue, _ span: SourceSpan
  ) -> HCLValue? {
    if variables.isUnknown { return .unknown(span) }
    guard case .object(let object) = variables.kind else {
      return refuse("the variables of a template must be an object, not \(variables.noun)", span)
    }
    if let invalid = object.members.first(where: { !HCLIdentifier.isValid($0.key.value) }) {
      return refuse(
        "`\(value: invalid.key.value)` is not a valid name for a variable of a template",
        invalid.key.span)
    }
    var problems = DiagnosticBag()
    // A span without bytes, since no part of the text is in this file.
    let template = HCLParser.readText(
      text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text, .template,
      at: span.sub(0..<0), depth: 0, &problems)
    guard let template, !problems.hasErrors else { return fail(path, problems, span) }
    let used = HCLReferences(of: template).references.map(\.root.value)
    if let missing = used.first(where: { object[$0] == nil }) {
      return refuse(
        "the template `\(value: path)` uses `\(missing)`, which is not one of its variables", span)
    }
    let outer = (scope, names)
    scope = HCLScope(kind: .template, place: scope.place)
    names = object.members.map { ($0.key.value, $0.value) }
    let (value, findings) = apart { $0.value(of: template) }
    (scope, names) = outer
    guard let value else { return fail(path, findings, span) }
    return value.made(at: span)
  }

  private mutating func fail(
    _ path: String, _ problems: DiagnosticBag, _ span: SourceSpan
  ) -> HCLValue? {
    let reason = problems.sorted.first { $0.severity == .error }?.message ?? "it is not valid"
    return refuse("the template `\(value: path)` fails: \(reason)", span)
  }
}
