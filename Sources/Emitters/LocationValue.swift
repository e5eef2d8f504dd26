import ConfigSyntax
import Diagnostics
import Documents
import Settings
import Surfaces

extension DocumentValue {
  /// The value of a setting in the form that a location's reader expects; nil if the location can't
  /// contain it.
  ///
  /// `urlText` encodes text for a URL.
  init?(
    _ raw: RawValue, at spelling: Spelling, of type: SettingType, urlText: (String) -> String
  ) {
    switch raw {
    case .text(let text):
      switch spelling.encoding {
      case .urlText: self = .string(urlText(text))
      case .hours:
        guard let hours = GoDuration(text)?.wholeHours else { return nil }
        let isVariable =
          spelling.location.surface != .helm || spelling.location.globalVariables != nil
        self = isVariable ? .string(String(hours)) : .number(String(hours))
      case .verbatim, .portAndParameters, .zeroForDefault:
        self = Self.typed(text, type, spelling.location)
      }
    case .tree(let node): self.init(node)
    case .placeholder(let text):
      let written = spelling.encoding == .urlText ? PercentEncoding.encodePlaceholder(text) : text
      self = .string(Self.expanded(written, at: spelling.location))
    case .reference(let reference):
      guard spelling.content == .literalOrReference else { return nil }
      self = Self.valueFrom(reference)
    case .unknown, .nothing: return nil
    }
  }

  /// Helm values have types; variables are text.
  private static func typed(
    _ text: String, _ type: SettingType, _ location: Location
  ) -> DocumentValue {
    guard location.chartPath != nil, location.globalVariables == nil else {
      return .string(expanded(text, at: location))
    }
    switch type {
    case .integer: return .number(text)
    case .boolean: return .bool(Bool(text) ?? false)
    case .string, .secret, .enumeration, .duration, .list, .map: return .string(text)
    }
  }

  /// What becomes `text`: Kubernetes and Helm expand references and templates in variables of values.
  private static func expanded(_ text: String, at location: Location) -> String {
    location.globalVariables == nil ? text : KubernetesText.escape(text)
  }

  private static func valueFrom(_ reference: Reference) -> DocumentValue {
    let (kind, name, key) =
      switch reference {
      case .secret(let name, let key): ("secretKeyRef", name, key)
      case .configMap(let name, let key): ("configMapKeyRef", name, key)
      }
    return .object([
      "valueFrom": .object([kind: .object(["name": .string(name), "key": .string(key)])])
    ])
  }
}

extension Location {
  /// The path in a chart's values; nil for a variable.
  fileprivate var chartPath: String? {
    switch self {
    case .helm(let path), .operatorChart(let path): path
    case .environment, .resource, .input: nil
    }
  }

  /// The keys of a Helm path.
  var path: [String] { name.split(separator: ".").map(String.init) }
}
