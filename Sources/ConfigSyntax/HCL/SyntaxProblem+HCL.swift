package import Diagnostics

/// The findings of the reader of Terraform's language, HCL.
extension SyntaxProblem {
  package static let hclSyntax = DiagnosticID(
    "WB1016", "hcl-syntax", .error,
    evidence: .read(
      by: .terraform, source: "HCL native syntax specification, \"Structural Elements\""),
    Documentation(
      summary: "The file is not valid HCL.",
      explanation: """
        Terraform rejects the file. Each attribute is on a line of its own (`name = value`); \
        commas separate the elements of a list, and commas or line breaks those of an object. \
        Reading resumes after the damaged attribute or block, so that one run reports every \
        syntax error.
        """,
      failing: .tfvars("namespace = \"wandb\" size = \"small\"\n"),
      passing: .terraform(
        "variable \"namespace\" {}\nvariable \"size\" {}\n",
        values: "namespace = \"wandb\"\nsize      = \"small\"\n")))

  package static let unclosedTemplate = DiagnosticID(
    "WB1017", "unclosed-text", .error,
    evidence: .read(
      by: .terraform,
      source: "HCL native syntax specification, \"Template Expressions\" and \"Comments\""),
    Documentation(
      summary: "Quoted text, a heredoc or a comment is not closed.",
      explanation: """
        Quoted text ends on the line on which it begins; write a line break in it as `\\n`. A \
        heredoc ends with its marker alone on a line, followed by a line break, even at the end of \
        the file. `/*` ends with `*/`.
        """,
      failing: .tfvars("namespace = \"wandb\nsize = \"small\"\n"),
      passing: .terraform(
        "variable \"namespace\" {}\nvariable \"size\" {}\n",
        values: "namespace = \"wandb\"\nsize = \"small\"\n")))

  package static let unreadableLiteral = DiagnosticID(
    "WB1018", "unreadable-literal", .error,
    evidence: .read(
      by: .terraform,
      source: "HCL native syntax specification, \"Template Expressions\" and \"Numeric Literals\""),
    Documentation(
      summary: "An escape or a number is not valid in HCL.",
      explanation: """
        The escapes are `\\n`, `\\r`, `\\t`, `\\"`, `\\\\`, `\\uXXXX` and `\\UXXXXXXXX`; \
        surrogates are not characters. Write the backslashes of a Windows path or a regular \
        expression twice. Numbers are decimal, without `_`.
        """,
      failing: .tfvars("license_file = \"C:\\wandb\\license\"\n"),
      passing: .terraform(
        "variable \"license_file\" {}\n", values: "license_file = \"C:\\\\wandb\\\\license\"\n")))

  package static let nonLiteralValue = DiagnosticID(
    "WB1019", "non-literal-value", .error,
    evidence: .read(
      by: .terraform,
      source: "Terraform 1.11, variable definition files: \"Variables not allowed\""),
    Documentation(
      summary:
        "A values file, or an argument that must be constant, uses a variable or a function.",
      explanation: """
        Terraform evaluates `*.tfvars`, and arguments such as the default of a variable or the \
        source of a module, without variables and functions. Text without quotes looks \
        like a variable. Compute values in a `locals` block or in the arguments of \
        the `module` block.
        """,
      failing: .tfvars("namespace = wandb\n"),
      passing: .terraform(
        "variable \"namespace\" {}\n", values: "namespace = \"wandb\"\n")))

  package static let failingExpression = DiagnosticID(
    "WB1020", "failing-expression", .error,
    evidence: .read(by: .terraform, source: "Terraform 1.11, evaluation of expressions"),
    Documentation(
      summary: "An expression cannot be evaluated.",
      explanation: """
        An operator got values of the wrong type, a list or object has no such element, or the \
        branches of a conditional have no type in common. Terraform stops with an error.
        """,
      failing: .tfvars("subnets = [\"10.0.0.0/24\"][1]\n"),
      passing: .terraform(
        "variable \"subnets\" {}\n", values: "subnets = [\"10.0.0.0/24\"][0]\n")))

  package static let missingFile = DiagnosticID(
    "WB1027", "missing-file", .warning,
    evidence: .read(
      by: .terraform, source: "Terraform 1.11: \"no file exists at …\" of `file`, `templatefile`"),
    Documentation(
      summary: "An expression reads a file that does not exist.",
      explanation: """
        `file`, `filebase64` and `templatefile` read files that are part of the configuration, \
        and Terraform stops without them. A path is relative to the directory in which Terraform \
        runs; begin it with `${path.module}` for a file next to the expression. A file that is not \
        committed may exist where Terraform runs, so this is a warning.
        """,
      failing: .terraform("locals {\n  license = file(\"${path.module}/license.txt\")\n}\n"),
      passing: .terraform("variable \"license\" {\n  type = string\n}\n")))

  package static let blockInValues = DiagnosticID(
    "WB1021", "block-in-values", .error,
    evidence: .read(
      by: .terraform, source: "Terraform 1.11, variable definition files: only arguments"),
    Documentation(
      summary: "A values file contains a block.",
      explanation: """
        `*.tfvars` files only set variables; `variable`, `module` and `locals` blocks belong in \
        `*.tf`. Set an object with `name = { … }`.
        """,
      failing: .tfvars("tags {\n  team = \"ml\"\n}\n"),
      passing: .terraform(
        "variable \"tags\" {}\n", values: "tags = {\n  team = \"ml\"\n}\n")))
}

extension Diagnostic {
  /// An attribute that the body already has.
  static func redefined(_ name: Located, first: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      SyntaxProblem.duplicateKey, "`\(name.value)` is set twice; Terraform rejects the file",
      at: name.span)
    diagnostic.related = [Label("first set here", first)]
    diagnostic.help = "remove one of the two"
    return diagnostic
  }

  /// A key that the object already has.
  static func replaced(_ key: Located, first: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      SyntaxProblem.repeatedName,
      "`\(value: key.value)` is set twice; Terraform silently keeps the last one", at: key.span)
    diagnostic.related = [Label("first set here", first)]
    diagnostic.help = "remove one of the two"
    return diagnostic
  }
}
