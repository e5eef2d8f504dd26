/// How much a finding matters.
///
/// Errors make the exit status 1; warnings do under `--strict`.
package enum Severity: String, Sendable {
  case error, warning, note
}

/// The kind of a finding: a code that is never reused, a name, and its documentation page.
package struct DiagnosticID: Sendable, Hashable {
  /// An object, because every finding has one of these and is copied several times on its way out.
  private let definition: Definition

  /// `WB1xxx` syntax, `WB2xxx` shape, `WB3xxx` between settings, `WB4xxx` rendering.
  package var code: String { definition.code }
  /// Kebab-case; names the problem and reads after "allow".
  package var name: String { definition.name }
  /// That of every finding of this kind; only an option such as `--strict` changes it.
  package var severity: Severity { definition.severity }
  /// The reader that justifies the severity.
  package var evidence: Evidence { definition.evidence }
  /// What `explain CODE` prints.
  package var documentation: Documentation { definition.documentation }

  package init(
    _ code: String, _ name: String, _ severity: Severity, evidence: Evidence,
    _ documentation: Documentation
  ) {
    definition = Definition(code, name, severity, evidence, documentation)
  }

  private final class Definition: Sendable {
    let code: String
    let name: String
    let severity: Severity
    let evidence: Evidence
    let documentation: Documentation

    init(
      _ code: String, _ name: String, _ severity: Severity, _ evidence: Evidence,
      _ documentation: Documentation
    ) {
      (self.code, self.name, self.severity) = (code, name, severity)
      (self.evidence, self.documentation) = (evidence, documentation)
    }
  }

  /// Codes are unique, so nothing else is compared or hashed.
  package static func == (lhs: DiagnosticID, rhs: DiagnosticID) -> Bool { lhs.code == rhs.code }
  package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

/// The text that `explain CODE` and the reference show.
///
/// The tests run both examples: the failing one reports this code, the passing one nothing.
package struct Documentation: Sendable {
  /// One sentence: what is wrong.
  package let summary: String
  /// Why it matters and what to do, with the source of the fact.
  package let explanation: String
  /// The smallest realistic input that reports the code.
  package let failing: Example
  /// The same input, corrected; it reports nothing at all.
  package let passing: Example

  package init(
    summary: String, explanation: String, failing: Example, passing: Example
  ) {
    self.summary = summary
    self.explanation = explanation
    self.failing = failing
    self.passing = passing
  }
}

/// One small input, and how the tool is run on it.
package struct Example: Sendable {
  /// Determines the kind of the input, as for any file.
  package let fileName: String
  /// The content of the file, with its final line break.
  package let text: String
  /// How the tool is run on the file.
  package let options: Options

  /// The command and options of the example, if not just `validate FILE`.
  package enum Options: Sendable {
    case validate
    /// With these `--set` options, and `--secrets` if it is not the default.
    case render(target: String, set: [String] = [], secrets: String? = nil)
    case set(String)
    case chartVersion(String)
    /// `--complete`.
    case complete
    /// A directory with this Terraform file and, if there are values, `terraform.tfvars`.
    case module(values: String?)
    /// A directory with this Terraform file, and `--upgrade-to`.
    case upgrade(to: String)
    /// A cloud document, of the kind that `--kind` names or its content shows, and a configuration.
    case document(kind: String?, values: String?)
    /// `--limit`, so that an example of a large file is small; `site` is a second file, `site.yaml`.
    case limit(Limit, Int, site: String? = nil)
    /// `--env-dialect`.
    case dialect(String)
    /// A file that the input names, and that does not exist.
    case missingFile(String)
    /// `preflight` of a directory, with a Terraform plan.
    case plan(String)
    /// `preflight`, and what the probe of a service finds; nil for nothing.
    case probe(service: String, finds: String?, facts: [String: String])
    /// `parse FILE` instead of `validate FILE`.
    case parse
    /// A second file, `site.yaml`, which is merged after the first.
    case merged(String)
    /// A project file, and Helm values that are validated next to it.
    case project(values: String)
    /// A baseline, and Helm values that are validated with it.
    case baseline(values: String)
  }

  /// Helm values or any other YAML, named `values.yaml`.
  package static func yaml(_ text: String, _ options: Options = .validate) -> Example {
    Example(fileName: "values.yaml", text: text, options: options)
  }

  /// The same directory, with a Terraform plan.
  package func planned(_ plan: String) -> Example {
    Example(fileName: fileName, text: text, options: .plan(plan))
  }

  /// The same input, whose service answers with a problem, or with nil for none.
  package func probed(
    _ service: String, finds problem: String?, _ facts: [String: String] = [:]
  ) -> Example {
    Example(
      fileName: fileName, text: text,
      options: .probe(service: service, finds: problem, facts: facts))
  }

  /// An env file, named `wandb.env`.
  package static func env(_ text: String, _ options: Options = .validate) -> Example {
    Example(fileName: "wandb.env", text: text, options: options)
  }

  /// A compose file, and a file that it names and that does not exist.
  package static func compose(_ text: String, missing file: String? = nil) -> Example {
    Example(
      fileName: "compose.yaml", text: text, options: file.map { .missingFile($0) } ?? .validate)
  }

  /// A root module, and the content of its `terraform.tfvars`.
  package static func terraform(_ text: String, values: String? = nil) -> Example {
    Example(fileName: "main.tf", text: text, options: .module(values: values))
  }

  /// A root module whose calls are upgraded to another release.
  package static func terraform(_ text: String, upgrade: String) -> Example {
    Example(fileName: "main.tf", text: text, options: .upgrade(to: upgrade))
  }

  /// A root module that is read with a limit.
  package static func terraform(_ text: String, _ limit: Limit, _ number: Int) -> Example {
    Example(fileName: "main.tf", text: text, options: .limit(limit, number))
  }

  /// A configuration of Terragrunt.
  package static func terragrunt(_ text: String) -> Example {
    Example(fileName: "terragrunt.hcl", text: text, options: .validate)
  }

  /// The same input with one `--set` option.
  package func set(_ assignment: String) -> Example {
    Example(fileName: fileName, text: text, options: .set(assignment))
  }

  /// A cloud document, and Helm values that it must match.
  package static func document(
    _ fileName: String, _ text: String, kind: String? = nil, with values: String? = nil
  ) -> Example {
    Example(fileName: fileName, text: text, options: .document(kind: kind, values: values))
  }

  /// A root module that another artifact is rendered from.
  package static func terraform(_ text: String, target: String) -> Example {
    Example(fileName: "main.tf", text: text, options: .render(target: target))
  }

  /// A project file, and Helm values that are validated next to it.
  package static func project(_ text: String, values: String) -> Example {
    Example(fileName: ".wandb-cfg.yaml", text: text, options: .project(values: values))
  }

  /// A baseline, and Helm values that are validated with it.
  package static func baseline(_ text: String, values: String) -> Example {
    Example(fileName: "baseline.json", text: text, options: .baseline(values: values))
  }

  /// An S3 CORS document, which `parse` reads.
  package static func xml(_ text: String) -> Example {
    Example(fileName: "cors.xml", text: text, options: .parse)
  }

  /// A values file of Terraform without a module.
  package static func tfvars(_ text: String, _ options: Options = .validate) -> Example {
    Example(fileName: "terraform.tfvars", text: text, options: options)
  }
}
