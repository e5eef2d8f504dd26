/// The formats of findings, as `--format` names them.
package enum Format: String, CaseIterable, Sendable {
  case text, concise, json, sarif, github, gitlab, junit, narrate

  /// What its records have to contain.
  package var detail: RecordDetail {
    switch self {
    case .text, .junit: .frames
    case .concise, .json, .github, .narrate: []
    case .sarif: [.utf16Columns, .fingerprints, .suppressed]
    case .gitlab: .fingerprints
    }
  }

  /// Whether the output is a document, which more text would make invalid.
  package var isDocument: Bool {
    switch self {
    case .json, .sarif, .gitlab, .junit: true
    case .text, .concise, .github, .narrate: false
    }
  }

  /// The renderer of the format.
  package func renderer(_ context: RenderContext) -> any Renderer {
    switch self {
    case .text: TextRenderer(context.style)
    case .concise: ConciseRenderer()
    case .json: JSONRenderer()
    case .sarif: SARIFRenderer(context.paths, version: context.version)
    case .github: GitHubRenderer(context.paths, context.style.summary)
    case .gitlab: GitLabRenderer(context.paths)
    case .junit: JUnitRenderer()
    case .narrate: NarrateRenderer(context.style.summary)
    }
  }
}

/// What renderers know in addition to the findings; each format uses some of it.
package struct RenderContext: Sendable {
  /// How text is laid out.
  package var style = TextStyle()
  /// How formats for CI name files.
  package var paths = PathBase.current
  /// The version of this program.
  package var version: String

  package init(version: String) { self.version = version }
}
