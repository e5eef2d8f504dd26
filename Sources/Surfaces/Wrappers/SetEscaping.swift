import Diagnostics

/// What a program that calls Helm does to a value before it becomes the text of `--set`.
enum SetEscaping {
  /// Nothing. Source: fluxcd/pkg, `ReplacePathValue`.
  case none
  /// Nothing, but the text is in quotes of HCL. Source: hashicorp/helm 2.17 and 3.0, `getValue`.
  case terraform
  /// Argo CD 2.14 escapes each comma that is not escaped, but for those of a list. Source:
  /// `cleanSetParameters`.
  case argoCD
  /// helmfile 0.170 escapes each comma and each brace. Source: `escape` in `pkg/state/state.go`.
  case helmfile

  /// The text that Helm gets.
  func escaped(_ text: String) -> String {
    switch self {
    case .none, .terraform: return text
    case .argoCD:
      if text.hasPrefix("{"), text.hasSuffix("}") { return text }
      return escape([","], in: text, isEscapable: { $0 != "\\" })
    case .helmfile: return escape([",", "{", "}"], in: text, isEscapable: { _ in true })
    }
  }

  /// Adds a backslash before these characters, depending on the one before.
  private func escape(
    _ characters: [Unicode.Scalar], in text: String, isEscapable: (Unicode.Scalar?) -> Bool
  ) -> String {
    var result = String.UnicodeScalarView()
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if characters.contains(scalar), isEscapable(last) { result.append("\\") }
      result.append(scalar)
      last = scalar
    }
    return String(result)
  }

  /// How to write text that Helm refuses.
  func help(about refusal: SetText.Refusal) -> Message {
    switch (refusal, self) {
    case (.openList, .terraform):
      "escape the brace with a backslash, which is written twice in quotes of HCL"
    case (.openList, _): "escape the brace with a backslash"
    case (.restWithoutValue, .none): "escape the comma with a backslash"
    case (.restWithoutValue, .terraform):
      "escape the comma with a backslash, which is written twice in quotes of HCL"
    case (.restWithoutValue, .argoCD):
      "remove the backslashes before the comma, which Argo CD escapes itself"
    case (.restWithoutValue, .helmfile):
      "remove the backslash before the comma, which helmfile escapes itself"
    }
  }
}
