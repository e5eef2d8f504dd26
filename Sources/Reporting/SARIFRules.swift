import Diagnostics
import Documents

/// The kinds of the findings of a log, as SARIF's rules.
struct SARIFRules {
  /// Sorted by code, each once.
  private let ids: [DiagnosticID]
  private let indices: [String: Int]

  init(_ found: [DiagnosticID]) {
    ids = Set(found).sorted { $0.code < $1.code }
    indices = Dictionary(
      ids.enumerated().map { ($0.element.code, $0.offset) }, uniquingKeysWith: { first, _ in first }
    )
  }

  /// The position of a kind, for `ruleIndex`.
  func index(of id: DiagnosticID) -> Int { indices[id.code] ?? -1 }

  /// `reportingDescriptor` objects (section 3.49).
  var descriptors: [DocumentValue] { ids.map(Self.descriptor) }

  private static func descriptor(_ id: DiagnosticID) -> DocumentValue {
    var properties: DocumentValue.Members = [
      "tags": .array([.string(topic(of: id))]),
      // What GitHub filters by.
      "problem.severity": .string(id.severity == .note ? "recommendation" : id.severity.rawValue),
    ]
    if case .read(let reader, let source) = id.evidence {
      properties["evidence"] = .object([
        "reader": .string(reader.rawValue), "source": .string(source),
      ])
    }
    let summary = DocumentValue.object(["text": .string(id.documentation.summary)])
    return .object([
      "id": .string(id.code), "name": .string(id.name), "shortDescription": summary,
      "fullDescription": .object(["text": .string(id.documentation.explanation)]),
      "help": .object([
        "text": .string(
          [
            id.documentation.explanation, id.evidence.lines.reader, id.evidence.lines.source,
          ].joined(separator: "\n")),
        "markdown": .string(id.markdown),
      ]),
      "defaultConfiguration": .object(["level": .string(id.severity.rawValue)]),
      "properties": .object(properties),
    ])
  }

  private static func topic(of id: DiagnosticID) -> String {
    switch id.code.dropFirst(2).first {
    case "1": "syntax"
    case "2": "shape"
    case "3": "consistency"
    case "4": "rendering"
    default: "preflight"
    }
  }
}
