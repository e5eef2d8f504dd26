package import ConfigSyntax
package import Diagnostics

/// The Secrets and ConfigMaps among the inputs, in which references are looked up.
package struct KnownObjects: Sendable {
  /// The two kinds of objects that a container's variables can refer to.
  package enum Kind: String, Sendable { case secret = "Secret", configMap = "ConfigMap" }

  /// One object, merged from every document that is a part of it: Kustomize patches a base.
  package struct Object: Sendable {
    package let kind: Kind
    package let name: Located
    /// nil where the documents leave it to whoever applies them.
    package let namespace: String?
    /// The keys with their texts, decoded from base64; unknown where the bytes are not text, and where
    /// another program fills in the text.
    package var data: [Entry] { texts.map { Entry(key: $0.key, value: known($0.value)) } }

    /// The same, with what another program may fill in as it is written.
    package fileprivate(set) var texts: [Entry] {
      didSet {
        numbers = Self.numbers(of: texts)
        firstUndecodable = texts.firstIndex(where: \.isUndecodable)
      }
    }
    /// The indices of the keys.
    private var numbers: [ExactText: Int]
    /// The index of the first value that is not base64.
    private var firstUndecodable: Int?

    fileprivate init(kind: Kind, name: Located, namespace: String?, texts: [Entry]) {
      (self.kind, self.name, self.namespace, self.texts) = (kind, name, namespace, texts)
      numbers = Self.numbers(of: texts)
      firstUndecodable = texts.firstIndex(where: \.isUndecodable)
    }

    private static func numbers(of texts: [Entry]) -> [ExactText: Int] {
      let pairs = texts.enumerated().map { (ExactText($0.element.key.value), $0.offset) }
      return Dictionary(pairs) { first, _ in first }
    }

    /// Whether a reference from `other` may mean it; nil is a namespace that is not known.
    package func isVisible(from other: String?) -> Bool {
      other == nil || namespace == nil || namespace == other
    }

    /// What is wrong with the value of a key, or else with the first value for which Kubernetes rejects
    /// the whole object; nil for an object that it accepts.
    package func problem(with key: String) -> Diagnostic? {
      let number = numbers[ExactText(key)].flatMap { texts[$0].isUndecodable ? $0 : nil }
      return (number ?? firstUndecodable).map { number in
        .notBase64(texts[number].key.value, in: self, at: texts[number].value.span)
      }
    }

    /// The value of a key; nil where the object has none.
    package subscript(key: String) -> ConfigNode? {
      numbers[ExactText(key)].map { known(texts[$0].value) }
    }

    /// A text, unless another program fills it in; nothing looks into base64.
    private func known(_ node: ConfigNode) -> ConfigNode {
      guard kind == .secret, let scalar = node.scalar, scalar.style != .environment,
        KnownObjects.isFilledLater(scalar.text)
      else { return node }
      return KnownObjects.unknown(node)
    }
  }

  private var objects: [Object] = []
  /// The indices of objects that have a kind and a name, by both.
  private var numbers: [String: [Int]] = [:]

  package init() {}

  /// The objects of a kind and a name, in all namespaces.
  private func numbers(_ kind: Kind, _ name: String) -> [Int] {
    numbers[kind.rawValue + " " + name] ?? []
  }

  package var isEmpty: Bool { objects.isEmpty }

  /// The Secrets and the ConfigMaps.
  package var all: [Object] { objects }

  /// Adds a document if it is a Secret or a ConfigMap.
  package mutating func add(_ root: ConfigNode) {
    guard root["apiVersion"]?.scalar?.text == "v1",
      let kind = root["kind"]?.scalar.flatMap({ Kind(rawValue: $0.text) }),
      let name = root.descendant(["metadata", "name"])?.located
    else { return }
    let namespace = root.descendant(["metadata", "namespace"])?.scalar?.text
    let texts = kind == .secret ? Self.secretTexts(root) : Self.entries(of: root["data"])
    let known = numbers(kind, name.value).first { objects[$0].namespace == namespace }
    guard let known else {
      numbers[kind.rawValue + " " + name.value, default: []].append(objects.count)
      objects.append(Object(kind: kind, name: name, namespace: namespace, texts: texts))
      return
    }
    objects[known].texts = Self.merged(objects[known].texts, texts)
  }

  /// The object that a reference from `namespace` means; nil where none or several may be meant.
  package func object(_ kind: Kind, _ name: String, in namespace: String?) -> Object? {
    let found = numbers(kind, name).filter { objects[$0].isVisible(from: namespace) }
    return found.count == 1 ? found.first.map { objects[$0] } : nil
  }

  /// The Secrets.
  package var secrets: [Object] { objects.filter { $0.kind == .secret } }

  /// `stringData` over `data`, as the API server merges them.
  private static func secretTexts(_ root: ConfigNode) -> [Entry] {
    let data = entries(of: root["data"]).map { Entry(key: $0.key, value: decoded($0.value)) }
    return merged(data, entries(of: root["stringData"]))
  }

  private static func entries(of node: ConfigNode?) -> [Entry] { node?.entries ?? [] }

  private static func decoded(_ node: ConfigNode) -> ConfigNode {
    // The API server takes null for no bytes.
    guard let text = node.isNull ? "" : node.scalar?.text else { return node }
    // What replaces it is base64; this is not.
    guard !isFilledLater(text) else { return node }
    let bytes = Base64.decode(text)
    let kind: ConfigNode.Kind =
      bytes.flatMap { String(validating: $0, as: UTF8.self) }.map {
        .scalar(Scalar($0, .environment))
      } ?? .unknown(prefix: bytes == nil ? undecodable : "")
    return ConfigNode(kind, node.span, via: node.via)
  }

  fileprivate static func unknown(_ node: ConfigNode) -> ConfigNode {
    ConfigNode(.unknown(prefix: ""), node.span, via: node.via)
  }

  /// Whether another program puts the value in its place: SOPS decrypts `ENC[…]`, Flux fills `${…}`,
  /// and plugins of Argo CD and helmfile resolve `<…>`, `{{…}}` and `ref+…`.
  fileprivate static func isFilledLater(_ text: String) -> Bool {
    ["ENC[", "ref+", "vault:"].contains(where: text.hasPrefix) || text.holds("${")
      || text.hasPrefix("<") && text.hasSuffix(">") || text.holds("{{")
  }

  /// Marks data that is not base64: no text begins with it.
  fileprivate static let undecodable = "\0"

  private static func merged(_ old: [Entry], _ new: [Entry]) -> [Entry] {
    let names = Set(new.map { ExactText($0.key.value) })
    return old.filter { !names.contains(ExactText($0.key.value)) } + new
  }
}

extension Entry {
  /// Whether it is data of a Secret that is not base64.
  fileprivate var isUndecodable: Bool {
    if case .unknown(KnownObjects.undecodable) = value.kind { true } else { false }
  }
}

/// The objects among the inputs, and the namespaces from which the layers refer to them.
package struct KnownReferences: Sendable {
  package let objects: KnownObjects
  /// That of each layer; nil where it is not known.
  private let namespaces: [String?]

  package init(_ objects: KnownObjects = KnownObjects(), from namespaces: [String?] = []) {
    (self.objects, self.namespaces) = (objects, namespaces)
  }

  /// The object of a kind and a name in the namespace of the deployment, where all layers agree on one.
  package func object(_ kind: KnownObjects.Kind, _ name: String) -> KnownObjects.Object? {
    let known = Set(namespaces.compactMap { $0 })
    return objects.object(kind, name, in: known.count == 1 ? known.first : nil)
  }

  /// The object that a reference in a layer means.
  func object(of reference: Reference, in layer: Int) -> KnownObjects.Object? {
    let namespace = namespaces.indices.contains(layer) ? namespaces[layer] : nil
    switch reference {
    case .secret(let name, _): return objects.object(.secret, name, in: namespace)
    case .configMap(let name, _): return objects.object(.configMap, name, in: namespace)
    }
  }
}

extension Reference {
  /// The key in the object that it refers to.
  package var key: String {
    switch self {
    case .secret(_, let key), .configMap(_, let key): key
    }
  }
}
