import ConfigSyntax
import Diagnostics
import Settings

/// The variables of a container, as the kubelet makes them: those of `envFrom`, then those of `env`,
/// of which each may refer to earlier ones with `$(NAME)`.
struct PodEnvironment {
  private let objects: KnownObjects
  private let namespace: String?
  /// In the order in which they are defined; a later one of the same name replaces an earlier one.
  private var variables: [Variable] = []
  private var numbers: [ExactText: Int] = [:]
  /// Whether a source of variables is not among the inputs, so that any name may be defined.
  private var isOpen = false
  /// How many bytes the texts with other variables in them may still take.
  private var room = EnvContext.mostExpanded
  /// The references to names that no variable had yet.
  private var early: [(name: String, in: Located, at: SourceSpan)] = []

  /// One variable after the kubelet looked it up.
  private struct Variable {
    let name: Located
    /// What was written: a value, or `{valueFrom: …}`.
    let written: ConfigNode
    let value: Value
    /// Whether the text of a later variable contains its own, which is known.
    var isUsed = false
    /// Whether a later variable contains it whose text is not known here.
    var isNeeded = false
  }

  /// The text of a variable in the container.
  private enum Value {
    case text(SourceText)
    /// Text with that of other variables in it.
    case composed(SourceText)
    /// A URL whose password alone is not known here: it is the text of a variable.
    case withoutPassword(SourceText, ConfigNode)
    case unknown(prefix: String)
  }

  init(_ objects: KnownObjects, _ namespace: String?) {
    (self.objects, self.namespace) = (objects, namespace)
  }

  /// Hands in the variables of a container at `path`.
  mutating func readContainer(
    _ container: ConfigNode, _ path: String, _ reader: inout SurfaceReader
  ) {
    let sources = elements(container["envFrom"], "\(path).envFrom", &reader)
    for (number, source) in sources.enumerated() {
      addObject(source, "\(path).envFrom[\(number)]", &reader)
    }
    read(container["env"], "\(path).env", &reader)
  }

  /// Hands in the variables of a list, after those that were looked up before.
  mutating func read(_ list: ConfigNode?, _ path: String, _ reader: inout SurfaceReader) {
    for (number, element) in elements(list, path, &reader).enumerated() {
      add(element, "\(path)[\(number)]", &reader)
    }
    for reference in early where numbers[ExactText(reference.name)] != nil {
      reader.findings.report(.early(reference.name, in: reference.in, at: reference.at))
    }
    for variable in variables { handIn(variable, &reader) }
  }

  /// Whether the server reads one of the variables, or one of them may be in an object that is not an
  /// input.
  func mayConfigureServer(_ reader: inout SurfaceReader) -> Bool {
    isOpen
      || variables.contains { variable in
        !isForeign(variable.name, &reader) && !ForeignVariable.isClients(variable.name.value)
      }
  }

  private func elements(
    _ node: ConfigNode?, _ path: String, _ reader: inout SurfaceReader
  ) -> [ConfigNode] {
    guard let node else { return [] }
    switch node.kind {
    case .sequence(let elements): return elements
    case .scalar(let scalar) where scalar.isNull: return []
    case .damaged, .unknown: return []
    case .scalar, .mapping:
      reader.findings.report(.wrongType(path, node, expected: .list))
      return []
    }
  }

  private mutating func define(_ variable: Variable) {
    let name = ExactText(variable.name.value)
    if let number = numbers[name] {
      variables[number] = variable
    } else {
      numbers[name] = variables.count
      variables.append(variable)
    }
  }

  // MARK: Sources

  /// The variables of a Secret or a ConfigMap, each with the prefix.
  private mutating func addObject(
    _ source: ConfigNode, _ path: String, _ reader: inout SurfaceReader
  ) {
    let prefix = source["prefix"]?.scalar?.text ?? ""
    let kind: KnownObjects.Kind = source["secretRef"] == nil ? .configMap : .secret
    guard let reference = source["secretRef"] ?? source["configMapRef"],
      let name = reference["name"]?.located
    else { return }
    guard let object = objects.object(kind, name.value, in: namespace) else {
      isOpen = true
      return reader.noteUnknown(
        path, name.span,
        help: "name the file with \(kind.rawValue) `\(name.value)` as an input, too")
    }
    for entry in object.data {
      if let problem = object.problem(with: entry.key.value) { reader.findings.report(problem) }
      let variable = Located(prefix + entry.key.value, entry.key.span)
      let written =
        kind == .secret
        ? Self.reference(to: object.name, entry.key, at: entry.value.span) : entry.value
      define(Variable(name: variable, written: written, value: Self.value(entry.value, reader)))
    }
  }

  /// `{valueFrom: {secretKeyRef: …}}` for a key that `envFrom` passes on.
  private static func reference(
    to object: Located, _ key: Located, at span: SourceSpan
  ) -> ConfigNode {
    func mapping(_ entries: [(String, ConfigNode)]) -> ConfigNode {
      ConfigNode(
        .mapping(entries.map { Entry(key: Located($0.0, span), value: $0.1) }), span)
    }
    let name = ConfigNode(.scalar(Scalar(object.value, .double)), object.span)
    let member = ConfigNode(.scalar(Scalar(key.value, .double)), key.span)
    return mapping([
      ("valueFrom", mapping([("secretKeyRef", mapping([("name", name), ("key", member)]))]))
    ])
  }

  // MARK: Variables

  private mutating func add(
    _ element: ConfigNode, _ path: String, _ reader: inout SurfaceReader
  ) {
    guard let entries = element.entries else {
      if !element.isOfDamagedText {
        reader.findings.report(.wrongType(path, element, expected: .mapping))
      }
      return
    }
    guard let name = element["name"]?.located, !name.value.isEmpty else {
      return reader.findings.report(.namelessVariable(path, element.span))
    }
    if let from = element["valueFrom"], !from.isNull {
      let written = ConfigNode(
        .mapping(entries.filter { $0.key.value == "valueFrom" }), element.span)
      return define(Variable(name: name, written: written, value: lookUp(from, &reader)))
    }
    let value = element["value"].map { read($0, of: name, "\(path).value", &reader) }
    let end = name.span.range.count
    let blank = name.span.sub(end..<end)
    define(
      Variable(
        name: name, written: element["value"] ?? ConfigNode(.scalar(Scalar("", .double)), blank),
        value: value ?? .text(SourceText("", at: blank))))
  }

  /// A literal value, with `$(NAME)` expanded.
  private mutating func read(
    _ node: ConfigNode, of name: Located, _ path: String, _ reader: inout SurfaceReader
  ) -> Value {
    guard let scalar = node.scalar else {
      if case .unknown(let prefix) = node.kind { return .unknown(prefix: prefix) }
      if !node.isOfDamagedText { reader.findings.report(.wrongFieldType(path, node, .text)) }
      return .unknown(prefix: "")
    }
    if scalar.isNull { return .text(SourceText("", at: node.span)) }
    if !scalar.isText { reader.findings.report(.wrongFieldType(path, node, .text)) }
    // Only a URL that is taken apart can do without its password.
    var form = Form.text
    if case .claim(.member, _) = reader.find(.environment(name.value)) { form = .url }
    return expand(
      SourceText(scalar.text, at: node.span, in: reader.sources[node.span.file]), of: name,
      as: form)
  }

  /// The text of `valueFrom`, if the Secret or ConfigMap is among the inputs.
  private func lookUp(_ from: ConfigNode, _ reader: inout SurfaceReader) -> Value {
    let isSecret = from["secretKeyRef"] != nil
    guard let selector = from["secretKeyRef"] ?? from["configMapKeyRef"],
      let name = selector["name"]?.scalar?.text, let key = selector["key"]?.located,
      let object = objects.object(isSecret ? .secret : .configMap, name, in: namespace)
    else { return .unknown(prefix: "") }
    guard let node = object[key.value] else {
      if selector["optional"]?.scalar?.text != "true" {
        reader.findings.report(.keyMissing(key.value, in: object, at: key.span))
      }
      return .unknown(prefix: "")
    }
    if let problem = object.problem(with: key.value) { reader.findings.report(problem) }
    return Self.value(node, reader)
  }

  /// The text of a key in an object.
  private static func value(_ node: ConfigNode, _ reader: SurfaceReader) -> Value {
    guard let text = node.scalar?.text else { return .unknown(prefix: "") }
    return .text(SourceText(text, at: node.span, in: reader.sources[node.span.file]))
  }

  // MARK: Expansion

  /// What a value is for whoever reads it.
  private enum Form { case text, url }

  /// Expands `$(NAME)` of variables that are defined already; `$$(NAME)` is the text `$(NAME)`, and
  /// so is a reference to a name without a variable.
  private mutating func expand(
    _ written: SourceText, of variable: Located, as form: Form
  ) -> Value {
    guard written.text.utf8.contains(UInt8(ascii: "$")) else { return .text(written) }
    var expansion = Expansion(written)
    while let name = expansion.next() {
      guard let number = numbers[ExactText(name)] else {
        if !isOpen { early.append((name, variable, written.span)) }
        expansion.keepName(isOpen ? .maybeDefined : .undefined)
        continue
      }
      switch variables[number].value {
      case .text(let text) where text.size < room, .composed(let text) where text.size < room:
        room -= text.size
        expansion.add(text)
      case .text, .composed: expansion.addUnknown(variables[number].written)
      case .withoutPassword, .unknown: expansion.addUnknown(variables[number].written)
      }
      expansion.used.append(number)
    }
    let password = form == .url ? expansion.password : nil
    for number in expansion.used {
      if expansion.isKnown || password != nil {
        variables[number].isUsed = true
      } else {
        variables[number].isNeeded = true
      }
    }
    if expansion.isKnown {
      return expansion.used.isEmpty ? .text(expansion.text) : .composed(expansion.text)
    }
    if let password { return .withoutPassword(expansion.text, password) }
    return .unknown(prefix: expansion.knownPrefix)
  }

  // MARK: Handing in

  private func handIn(_ variable: Variable, _ reader: inout SurfaceReader) {
    let location = Location.environment(variable.name.value)
    let written = WrittenName(variable.name.value, location)
    let found = reader.find(location)
    if case .claim(let claim, _) = found, claim.isInert, variable.isUsed, !variable.isNeeded {
      // The server reads only the variable that contains it.
      return
    }
    if case .claim(.field(let number, _), let section) = found {
      let id = FieldID(section: section, index: number)
      // A secret stays where it is stored; the chart can refer to it as well.
      if reader.field(id).isSecret, variable.written.entries != nil,
        case .reference(let reference)? = ValueFrom.value(variable.written)
      {
        let origin = reader.origin(written, variable.written)
        reader.write(.unmodelled(.claimedVariable(variable.name.value)), origin)
        return reader.set(id, to: .reference(reference), origin)
      }
    }
    var isClaimed = false
    if case .claim = found { isClaimed = true }
    if !isClaimed, isForeign(variable.name, &reader) {
      // It is a piece of another variable, and nothing has to read it by itself.
      if variable.isUsed, !variable.isNeeded { return }
      if variable.isNeeded || variable.written.entries != nil { return keep(variable, &reader) }
    }
    switch variable.value {
    case .text(let text), .composed(let text):
      if case .composed = variable.value, readMember(text, variable, found, written, &reader) {
        return
      }
      let node = ConfigNode(.scalar(Scalar(text.text, .environment)), text.span)
      readVariable(variable, node, written, &reader)
    case .withoutPassword(let text, let password):
      if readMember(text, variable, found, written, &reader, password: password) { return }
      readVariable(variable, ConfigNode(.unknown(prefix: ""), text.span), written, &reader)
      keep(variable, &reader)
    case .unknown(let prefix):
      let node = ConfigNode(.unknown(prefix: prefix), variable.written.span)
      readVariable(variable, node, written, &reader)
      keep(variable, &reader)
    }
  }

  private func readVariable(
    _ variable: Variable, _ value: ConfigNode, _ written: WrittenName,
    _ reader: inout SurfaceReader
  ) {
    VariableReader(
      entry: Entry(key: variable.name, value: value), written: written, source: .envFile
    ).read(&reader)
  }

  /// Reads text that was composed of several variables as a location of a composite, so that each
  /// piece keeps the place where it was written; false for any other variable.
  private func readMember(
    _ text: SourceText, _ variable: Variable, _ found: FieldIndex.Found, _ written: WrittenName,
    _ reader: inout SurfaceReader, password: ConfigNode? = nil
  ) -> Bool {
    guard case .claim(.member(let number), let section) = found, let location = written.location
    else { return false }
    let composite = CompositeID(section: section, index: number)
    let origin = reader.origin(written, variable.written)
    reader.write(.member(location, of: composite, .text(text)), origin)
    reader.write(.unmodelled(.claimedVariable(variable.name.value)), origin)
    guard let password else { return true }
    reader.assemble()
    let value = ValueFrom.value(password) ?? .unknown(Unknown(prefix: ""))
    reader.write(
      .part(.password, of: composite, value), reader.origin(written, password))
    return true
  }

  /// Keeps what was written for a variable whose text only the cluster knows.
  private func keep(_ variable: Variable, _ reader: inout SurfaceReader) {
    let name = variable.name.value
    reader.keep(
      .variable(
        Unmodelled.Variable(name: name, value: variable.written, source: .helm)),
      variable.written.span)
  }

  /// Whether a name is not one of the server's, nor resembles one.
  private func isForeign(_ name: Located, _ reader: inout SurfaceReader) -> Bool {
    if case .foreign = reader.variables.meaning(of: name) { true } else { false }
  }
}

extension Diagnostic {
  fileprivate static func early(
    _ name: String, in variable: Located, at span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.earlyReference,
      "Kubernetes does not replace `$(\(name))` in `\(variable.value)`, which comes before `\(name)`",
      at: span)
    diagnostic.help = "move `\(variable.value)` after `\(name)`"
    return diagnostic
  }

  fileprivate static func namelessVariable(_ path: String, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.malformedVariableName, "Kubernetes rejects `\(path)` without a name", at: span)
    diagnostic.help = "write `name: NAME` and `value: VALUE`"
    return diagnostic
  }
}
