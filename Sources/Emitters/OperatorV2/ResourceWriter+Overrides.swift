import ConfigSyntax
import Diagnostics
import Documents
import Secrets
import Settings
import Surfaces

/// Variables of containers, what components have of their own, and what has no home.
extension ResourceWriter {
  mutating func writeOverrides(_ bag: inout DiagnosticBag) {
    var variables: [(name: String, body: DocumentValue.Members)] = []
    for field in FieldCatalog.fields(of: configuration) where !isDone(field.name) {
      guard let raw = field.read(configuration) else {
        if field.isInvalid(configuration) { lose(field, .invalidValue) }
        continue
      }
      guard let name = variable(of: field) else {
        // What only cloud documents need has no spelling.
        if !field.spellings.isEmpty, !isImplied(raw, field) {
          let advice = ResourceAdvice.forSetting(field.name)
          lose(field, advice.why, help: advice.help)
        }
        continue
      }
      guard let value = take(field.name),
        let body = body(value, name, field)
      else { continue }
      variables.append((name, body))
    }
    let environment = configuration.unmodelled.distinctEnvironment
    let names = Set(environment.map(\.name))
    variables.removeAll { names.contains($0.name) }
    for variable in environment {
      guard let body = body(variable) else {
        bag.report(.notRendered(variable))
        continue
      }
      variables.append((variable.name, body))
    }
    for parameter in configuration.unmodelled.parameters {
      losses.add(parameter, "operator v2 builds the URL from its own fields")
    }
    if !variables.isEmpty {
      let sorted = variables.sorted { $0.name < $1.name }.map { entry in
        DocumentValue.object(.init([("name", .string(entry.name))] + entry.body.entries))
      }
      insert(.array(sorted), at: "wandb.legacyOverrides.global.env")
    }
    writeComponents(&bag)
  }

  /// The variable by which every container reads a setting.
  private func variable(of field: Field<Configuration>) -> String? {
    if field.name == "bucket.supportedFileStores" { return "GORILLA_SUPPORTED_FILE_STORES" }
    return field.plainVariable
  }

  private func isImplied(_ raw: RawValue, _ field: Field<Configuration>) -> Bool {
    guard case .text(let text) = raw else { return false }
    if field.name.hasSuffix(".install") {
      let service = String(field.name.dropLast(".install".count))
      // Operator v2 runs what no field says to be elsewhere.
      return ["mysql", "redis", "clickhouse"].contains(service)
        && (text == "true") == (descendant("\(service).default") == nil)
    }
    return field.implied[.helm] == text || field.implied[.environment] == text
  }

  // MARK: Variables

  private mutating func body(
    _ raw: RawValue, _ name: String, _ field: Field<Configuration>
  ) -> DocumentValue.Members? {
    switch raw {
    case .text(let text), .placeholder(let text):
      let written = DocumentValue(
        raw, at: .environment(name), of: field.type, urlText: { $0 })
      guard case .string(let plain)? = hours(field, written) else { return nil }
      guard field.isSecret || SecretText.isSecret(text) else {
        return ["value": .string(Self.escape(plain))]
      }
      return ["valueFrom": .object(["secretKeyRef": store(.string(plain), name, in: "env")])]
    case .reference(let reference): return ["valueFrom": reference.source]
    case .tree, .unknown, .nothing: return nil
    }
  }

  /// A duration that its variable has in hours.
  private func hours(_ field: Field<Configuration>, _ value: DocumentValue?) -> DocumentValue? {
    guard field.type == .duration, case .string(let text)? = value,
      field.spellings.contains(where: { $0.encoding == .hours })
    else { return value }
    return GoDuration(text)?.wholeHours.map { .string(String($0)) }
  }

  /// A variable without a setting; nil if Helm would evaluate it.
  private mutating func body(_ variable: Unmodelled.Variable) -> DocumentValue.Members? {
    if let source = variable.value["valueFrom"] { return ["valueFrom": DocumentValue(source)] }
    let node = variable.value["value"] ?? variable.value
    guard let text = node.scalar?.text else { return nil }
    let isSecret = SecretData.holdsSecrets(.string(text), .named(variable.name))
    switch variable.source {
    case .envFile where isSecret:
      return [
        "valueFrom": .object(["secretKeyRef": store(.string(text), variable.name, in: "env")])
      ]
    case .envFile: return ["value": .string(Self.escape(text))]
    case .helm, .globalEnv:
      guard case .string(let printed)? = Self.printed(node) else { return nil }
      if isSecret { return secret(printed, variable.name) }
      return ["value": .string(printed)]
    }
  }

  /// A secret, unless Kubernetes would expand something in it.
  private mutating func secret(_ printed: String, _ name: String) -> DocumentValue.Members {
    guard !printed.contains("$") else { return ["value": .string(printed)] }
    return ["valueFrom": .object(["secretKeyRef": store(.string(printed), name, in: "env")])]
  }

  /// What the chart prints for a value, which Kubernetes reads; nil for a template.
  private static func printed(_ node: ConfigNode) -> DocumentValue? {
    guard let scalar = node.scalar else { return nil }
    switch scalar.meaning {
    case .string(let text):
      guard text.holds("{{") else { return .string(text) }
      let plain = text.replacing("{{ \"{{\" }}", with: "\u{1}")
      guard !plain.contains("{{") else { return nil }
      return .string(plain.replacing("\u{1}", with: "{{"))
    case .boolean(let flag): return .string(flag ? "true" : "false")
    case .integer, .float: return .string(scalar.text)
    case .null, .refused: return nil
    }
  }

  /// The value that Kubernetes expands to `text`.
  private static func escape(_ text: String) -> String {
    KubernetesText.doublingDollars(text)
  }

  // MARK: Components

  /// Variables and resources of components, and every other key of the chart.
  private mutating func writeComponents(_ bag: inout DiagnosticBag) {
    guard var rest = configuration.unmodelled.helm else { return }
    for entry in rest.entries ?? [] where ComponentName.isComponent(entry.key.value) {
      let component = entry.key.value
      guard !ResourceTable.withoutApplication.contains(component) else { continue }
      let application =
        ResourceTable.renamedApplications.first { $0.component == component }?.application
        ?? component
      let path = "wandb.legacyOverrides.\(application)"
      if let variables = variables(of: entry.value), !variables.isEmpty {
        insert(.array(variables), at: path + ".env")
        for key in ["extraEnv", "env"] { rest = rest.removing([component, key]).rest }
      }
      let sizing = SizedResources(of: component, entry.value, configuration)
      if let resources = sizing.resources, resources.entries?.isEmpty == false {
        insert(DocumentValue(resources), at: path + ".resources")
        for taken in sizing.paths { rest = rest.removing([component] + taken).rest }
      }
    }
    for taken in [["global", "internalJWTMap"], ["app", "internalJWTMap"]] {
      rest = rest.removing(taken).rest
    }
    if descendant("networking.ingress.name") != nil {
      rest = rest.removing(["ingress", "nameOverride"]).rest
    }
    ResourceAdvice.report(rest, configuration.unmodelled.operatorResource, &bag)
  }

  /// The variables of a component; nil if one of them is a template.
  private mutating func variables(of component: ConfigNode) -> [DocumentValue]? {
    var bodies: [String: DocumentValue.Members] = [:]
    for section in ["extraEnv", "env"] {
      for entry in component[section]?.entries ?? [] {
        let variable = Unmodelled.Variable(
          name: entry.key.value, value: entry.value, source: .helm)
        guard let body = body(variable) else { return nil }
        bodies[entry.key.value] = body
      }
    }
    return bodies.sorted { $0.key < $1.key }.map { name, body in
      .object(.init([("name", .string(name))] + body.entries))
    }
  }
}

extension Reference {
  /// The body of `valueFrom`.
  fileprivate var source: DocumentValue {
    let (kind, name, key) =
      switch self {
      case .secret(let name, let key): ("secretKeyRef", name, key)
      case .configMap(let name, let key): ("configMapKeyRef", name, key)
      }
    return .object([kind: .object(["name": .string(name), "key": .string(key)])])
  }
}

extension Diagnostic {
  fileprivate static func notRendered(_ variable: Unmodelled.Variable) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.notCarried,
      "variable `\(variable.name)` is not rendered: operator v2 evaluates no templates",
      at: variable.value.span)
    diagnostic.setting = "env.\(variable.name)"
    diagnostic.help = "write the text that the template prints"
    return diagnostic
  }
}
