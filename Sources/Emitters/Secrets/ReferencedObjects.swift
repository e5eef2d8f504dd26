import ConfigSyntax
import Diagnostics
import Documents
import Secrets
import Settings

/// The Secrets and ConfigMaps of the inputs to which a configuration refers, as objects to apply.
struct ReferencedObjects {
  /// The objects, in the order in which they are first named.
  private(set) var documents: [DocumentValue] = []
  private(set) var holdsSecrets = false
  private var seen: Set<String> = []
  private let request: RenderRequest

  init(_ request: RenderRequest, _ bag: inout DiagnosticBag) {
    self.request = request
    let configuration = request.configuration
    for field in FieldCatalog.fields(of: configuration) {
      guard case .reference(let reference)? = field.read(configuration) else { continue }
      switch reference {
      case .secret(let name, _): add(.secret, name, &bag)
      case .configMap(let name, _): add(.configMap, name, &bag)
      }
    }
    if let name = FieldCatalog.field(named: "global.caCertsConfigMap")?.read(configuration),
      case .text(let text) = name
    {
      add(.configMap, text, &bag)
    }
    for variable in configuration.unmodelled.environment { visit(variable.value, &bag) }
    if let helm = configuration.unmodelled.helm { visit(helm, &bag) }
  }

  /// Adds what selectors below a node name.
  private mutating func visit(_ node: ConfigNode, _ bag: inout DiagnosticBag) {
    for entry in node.entries ?? [] {
      let name = entry.value["name"]?.scalar?.text
      switch (entry.key.value, name) {
      case ("secretKeyRef", let name?), ("secretRef", let name?): add(.secret, name, &bag)
      case ("configMapKeyRef", let name?), ("configMapRef", let name?):
        add(.configMap, name, &bag)
      default: visit(entry.value, &bag)
      }
    }
    if case .sequence(let elements) = node.kind {
      for element in elements { visit(element, &bag) }
    }
  }

  private mutating func add(
    _ kind: KnownObjects.Kind, _ name: String, _ bag: inout DiagnosticBag
  ) {
    guard seen.insert("\(kind.rawValue)/\(name)").inserted,
      let object = request.resolved.references.object(kind, name)
    else { return }
    var members: DocumentValue.Members = [:]
    for entry in object.data {
      guard let text = entry.value.scalar?.text else {
        bag.report(.notCopied(entry.key.value, of: object, at: entry.value.span))
        continue
      }
      let isHidden = kind == .secret && request.isRedacted
      members[entry.key.value] = .string(isHidden ? SecretData.word : text)
    }
    guard !members.isEmpty else { return }
    holdsSecrets = holdsSecrets || kind == .secret
    var metadata: DocumentValue.Members = ["name": .string(name)]
    metadata["namespace"] = object.namespace.map { .string($0) }
    documents.append(
      .object([
        "apiVersion": .string("v1"), "kind": .string(kind.rawValue),
        "metadata": .object(metadata),
        kind == .secret ? "stringData" : "data": .object(members),
      ]))
  }
}

extension Diagnostic {
  fileprivate static func notCopied(
    _ key: String, of object: KnownObjects.Object, at span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.notCarried,
      """
      key `\(key)` of \(object.kind.rawValue) `\(object.name.value)` is not rendered: its value is \
      not known here
      """, at: span)
    diagnostic.help = "apply the object itself"
    return diagnostic
  }
}
