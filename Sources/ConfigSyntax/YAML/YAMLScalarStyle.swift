import CLibYAML
import Diagnostics

/// Translates libyaml's styles and tags.
enum YAMLScalarStyle {
  /// The style as the common tree has it; any unknown one is plain.
  static func style(_ style: yaml_scalar_style_t) -> Scalar.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .single
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .double
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  /// The tag of an absolute URI, or `!`.
  static func tag(_ tag: String) -> Scalar.Tag {
    switch tag {
    case "tag:yaml.org,2002:str", "!": .string
    case "tag:yaml.org,2002:int": .integer
    case "tag:yaml.org,2002:float": .float
    case "tag:yaml.org,2002:bool": .boolean
    case "tag:yaml.org,2002:null": .null
    case "tag:yaml.org,2002:binary": .binary
    case "tag:yaml.org,2002:timestamp": .timestamp
    case "tag:yaml.org,2002:merge": .merge
    default: .other
    }
  }

  /// In `[…]` and `{…}` a `?` ends a plain scalar of go-yaml 2.4, and then a comma is missing.
  static func refuseQuestionMark(
    _ text: String, _ span: SourceSpan, _ bag: inout DiagnosticBag
  ) {
    guard text.utf8.contains(UInt8(ascii: "?")) else { return }
    var diagnostic = Diagnostic(
      SyntaxProblem.unreadableScalar, "Helm's reader rejects an unquoted `?` inside brackets",
      at: span)
    diagnostic.help = "quote the value"
    diagnostic.fixes = [.quote(Located(text, span))]
    bag.report(diagnostic)
  }

  /// go-yaml 2.4 does not accept `\/`, which libyaml 0.2.5 and YAML 1.2 read as `/`.
  static func refuseEscapes(
    _ span: SourceSpan, _ bytes: UnsafeBufferPointer<UInt8>, _ bag: inout DiagnosticBag
  ) {
    var index = Int(span.lower)
    while index + 1 < Int(span.upper) {
      guard bytes[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      if bytes[index + 1] == UInt8(ascii: "/") {
        let escape = SourceSpan(span.file, index, index + 2)
        var diagnostic = Diagnostic(
          SyntaxProblem.unreadableScalar, "Helm's reader rejects the escape `\\/`", at: escape)
        diagnostic.fixes = [FixIt("write `/`", [.replace(escape, with: "/")])]
        bag.report(diagnostic)
      }
      index += 2
    }
  }
}
