package import Diagnostics

/// The findings about input that is beyond a limit of this program.
///
/// They are errors, because what is beyond a limit is not read, and nothing is certain without it.
package enum LimitProblem {
  /// Every row, for the registry of codes; a test proves that none is missing.
  package static let all = [
    aliases, depth, bytes, tokens, steps, results, findings, inputs,
  ]

  /// The code of a limit.
  package static func id(_ limit: Limit) -> DiagnosticID {
    switch limit {
    case .bytes: bytes
    case .depth: depth
    case .aliases: aliases
    case .tokens: tokens
    case .steps: steps
    case .results: results
    case .findings: findings
    case .inputs: inputs
    }
  }

  package static let aliases = DiagnosticID(
    "WB1008", "excessive-aliasing", .error,
    evidence: .read(by: .helm, source: "go-yaml 2.4: \"document contains excessive aliasing\""),
    Documentation(
      summary: "The aliases of the document expand to too many values.",
      explanation: """
        Aliases of aliases can turn a few hundred bytes into gigabytes. Helm's reader rejects \
        such a document; this program does when aliases add more than 100,000 values, or as many as \
        `--limit aliases=NUMBER` says.
        """,
      failing: .yaml(
        """
        a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
        d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
        e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]

        """),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\napp:\n  tolerations: &a [{operator: Exists}]\napi:\n  tolerations: *a\n"
      )))

  package static let depth = DiagnosticID(
    "WB1009", "nesting-too-deep", .error,
    evidence: .read(by: .program, source: "A limit of this program, which protects its recursion"),
    Documentation(
      summary: "Collections are nested more than 512 levels deep.",
      explanation: """
        No configuration is that deep; such input is damaged or hostile. `--limit depth=NUMBER` sets a \
        lower limit.
        """,
      failing: .yaml("a: " + String(repeating: "[", count: 600) + "\n"),
      passing: .yaml(host)))

  package static let bytes = DiagnosticID(
    "WB1013", "input-too-large", .error,
    evidence: .read(by: .program, source: "`--limit bytes=NUMBER`, a limit of this program"),
    Documentation(
      summary: "The input has more bytes than the limit.",
      explanation: """
        The limit is 67108864 bytes, 64 MiB, unless `--limit bytes=NUMBER` sets another one. It applies \
        to each file and to standard input.
        """,
      failing: .yaml(host, .limit(.bytes, 20)), passing: .yaml(host, .limit(.bytes, 2000))))

  package static let tokens = DiagnosticID(
    "WB1042", "too-many-tokens", .error,
    evidence: .read(by: .program, source: "`--limit tokens=NUMBER`, a limit of this program"),
    Documentation(
      summary: "The input has more words and signs than the limit.",
      explanation: """
        Memory grows with the number of values, keys and signs in a file, not with its bytes. The limit \
        is 10,000,000 in each file, of which a line of an env file is one, unless `--limit tokens=NUMBER` sets \
        another one.
        """,
      failing: .yaml(host, .limit(.tokens, 4)), passing: .yaml(host, .limit(.tokens, 2000))))

  package static let steps = DiagnosticID(
    "WB1043", "evaluation-too-long", .error,
    evidence: .read(by: .program, source: "`--limit steps=NUMBER`, a limit of this program"),
    Documentation(
      summary: "Evaluating the expressions of a module or a values file takes too many steps.",
      explanation: """
        Loops in loops can take any time. The limit for the expressions of a module or a values file is \
        3,000,000 steps and 10 for each byte of it, unless `--limit steps=NUMBER` sets another one. An \
        expression in a loop takes ten steps, and a large value as many as it has elements.
        """,
      failing: .terraform(loops, .steps, 100),
      passing: .terraform(loops, .steps, 20_000)))

  package static let results = DiagnosticID(
    "WB1044", "too-many-results", .error,
    evidence: .read(by: .program, source: "`--limit results=NUMBER`, a limit of this program"),
    Documentation(
      summary: "The loops of a module or a values file create too many values.",
      explanation: """
        A loop over a loop can fill any memory. The limit is 1,000,000 values for the `for` expressions \
        of a module or a values file, unless `--limit results=NUMBER` sets another one.
        """,
      failing: .terraform(loops, .results, 10),
      passing: .terraform(loops, .results, 2000)))

  package static let findings = DiagnosticID(
    "WB1045", "too-many-findings", .error,
    evidence: .read(by: .program, source: "`--limit findings=NUMBER`, a limit of this program"),
    Documentation(
      summary: "There are more findings than the limit, and the others are not known.",
      explanation: """
        A large file of another program can have a finding for every line. The limit is 10,000 \
        findings for a deployment, unless `--limit findings=NUMBER` sets another one. `--max-errors` limits what \
        is printed, and hides nothing else.
        """,
      failing: .yaml("a: no\nb: no\nc: no\n" + host, .limit(.findings, 2)),
      passing: .yaml(host, .limit(.findings, 2))))

  package static let inputs = DiagnosticID(
    "WB1046", "too-many-inputs", .error,
    evidence: .read(by: .program, source: "`--limit inputs=NUMBER`, a limit of this program"),
    Documentation(
      summary: "There are more input files than the limit, and the others are not read.",
      explanation: """
        A folder may hold far more files than a configuration has. The limit is 10,000 files for a \
        deployment, unless `--limit inputs=NUMBER` sets another one.
        """,
      failing: .yaml(host, .limit(.inputs, 1, site: "global:\n  size: small\n")),
      passing: .yaml(host, .limit(.inputs, 2, site: "global:\n  size: small\n"))))

  private static let host = "global:\n  host: https://wandb.example.com\n"

  private static let loops = """
    locals {
      digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
      hosts  = [for a in local.digits : [for b in local.digits : "${a}-${b}.example.com"]]
    }

    module "wandb" {
      source  = "wandb/wandb/helm"
      version = "4.0.0"
      spec    = { values = { global = { host = "https://${local.hosts[0][0]}" } } }
    }

    """
}

extension Diagnostic {
  /// What is beyond a limit, and how to raise it.
  package static func beyond(
    _ limit: Limit, of limits: Limits, _ message: Message, at span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(LimitProblem.id(limit), message, at: span)
    if limits[limit] < limit.range.upperBound {
      diagnostic.help = "raise the limit with `--limit \(limit.rawValue)=NUMBER`"
    }
    return diagnostic
  }

  /// The input at the span has more bytes than the limit.
  package static func tooLarge(_ limit: Int, at span: SourceSpan) -> Diagnostic {
    var limits = Limits()
    limits[.bytes] = limit
    return beyond(.bytes, of: limits, "the input has more than \(limit) bytes", at: span)
  }

  /// The text at the span has more tokens than the limit.
  static func tooManyTokens(_ limits: Limits, at span: SourceSpan) -> Diagnostic {
    beyond(.tokens, of: limits, "the input has more than \(limits[.tokens]) tokens", at: span)
  }

  /// The `noun` are nested deeper than the limit.
  static func tooDeep(_ noun: String, _ limits: Limits, at span: SourceSpan) -> Diagnostic {
    let depth = limits[.depth]
    return beyond(.depth, of: limits, "\(noun) are nested more than \(depth) levels deep", at: span)
  }
}
