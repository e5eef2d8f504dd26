package import Diagnostics

/// The findings of the reader of Terraform's language.
extension SyntaxProblem {
  package static let hclSyntax = DiagnosticID(
    "WB1016", "hcl-syntax", .error,
    Documentation(
      summary: "The text is no HCL.",
      explanation: """
        Terraform refuses the file. Each attribute stands on lines of its own (`name = value`), the \
        elements of a list are separated by commas, those of an object by commas or line breaks. \
        Reading goes on behind the damaged attribute or block, so that one run tells of every \
        damaged place.
        """,
      failing: .tfvars("namespace = \"wandb\" size = \"small\"\n"),
      passing: .terraform(
        "variable \"namespace\" {}\nvariable \"size\" {}\n",
        values: "namespace = \"wandb\"\nsize      = \"small\"\n")))

  package static let unclosedTemplate = DiagnosticID(
    "WB1017", "unclosed-text", .error,
    Documentation(
      summary: "Quoted text, a heredoc or a comment does not end.",
      explanation: """
        Quoted text ends on the line on which it begins; `\\n` is a line break in it. A heredoc \
        ends with its marker alone on a line, and a line break behind it, also at the end of the \
        file. `/*` ends with `*/`.
        """,
      failing: .tfvars("namespace = \"wandb\nsize = \"small\"\n"),
      passing: .terraform(
        "variable \"namespace\" {}\nvariable \"size\" {}\n",
        values: "namespace = \"wandb\"\nsize = \"small\"\n")))

  package static let unreadableLiteral = DiagnosticID(
    "WB1018", "unreadable-literal", .error,
    Documentation(
      summary: "An escape or a number is none of HCL's.",
      explanation: """
        The escapes are `\\n`, `\\r`, `\\t`, `\\"`, `\\\\`, `\\uXXXX` and `\\UXXXXXXXX`; \
        surrogates are no characters. A backslash of a Windows path or a regular expression is \
        written twice. Numbers are decimal, without `_`.
        """,
      failing: .tfvars("license_file = \"C:\\wandb\\license\"\n"),
      passing: .terraform(
        "variable \"license_file\" {}\n", values: "license_file = \"C:\\\\wandb\\\\license\"\n")))

  package static let valueIsNoLiteral = DiagnosticID(
    "WB1019", "value-is-no-literal", .error,
    Documentation(
      summary:
        "A values file, or an argument that must be constant, uses a variable or a function.",
      explanation: """
        Terraform evaluates `*.tfvars`, and arguments such as the default of a variable or the \
        source of a module, without variables and functions. Text without quotes looks \
        like a variable. What has to be computed belongs into a `locals` block or into the \
        arguments of the `module` block.
        """,
      failing: .tfvars("namespace = wandb\n"),
      passing: .terraform(
        "variable \"namespace\" {}\n", values: "namespace = \"wandb\"\n")))

  package static let failingExpression = DiagnosticID(
    "WB1020", "failing-expression", .error,
    Documentation(
      summary: "An expression has no value.",
      explanation: """
        An operator got values of the wrong type, a list or object has no such element, or the \
        branches of a condition have no type in common. Terraform stops with an error.
        """,
      failing: .tfvars("subnets = [\"10.0.0.0/24\"][1]\n"),
      passing: .terraform(
        "variable \"subnets\" {}\n", values: "subnets = [\"10.0.0.0/24\"][0]\n")))

  package static let blockInValues = DiagnosticID(
    "WB1021", "block-in-values", .error,
    Documentation(
      summary: "A values file holds a block.",
      explanation: """
        `*.tfvars` set variables and nothing else; `variable`, `module` and `locals` blocks belong \
        into `*.tf`. An object is set with `name = { … }`.
        """,
      failing: .tfvars("tags {\n  team = \"ml\"\n}\n"),
      passing: .terraform(
        "variable \"tags\" {}\n", values: "tags = {\n  team = \"ml\"\n}\n")))
}

extension Diagnostic {
  /// An attribute that the body has already.
  static func redefined(_ name: Located, first: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      SyntaxProblem.duplicateKey, "`\(name.value)` is set twice; Terraform refuses the file",
      at: name.span)
    diagnostic.related = [Label("first set here", first)]
    diagnostic.help = "remove one of the two"
    return diagnostic
  }

  /// A key that the object has already.
  static func replaced(_ key: Located, first: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      SyntaxProblem.duplicateKey, .warning,
      "`\(key.value)` is set twice; Terraform keeps the last one in silence", at: key.span)
    diagnostic.related = [Label("first set here", first)]
    diagnostic.help = "remove one of the two"
    return diagnostic
  }
}
