package import Diagnostics

/// The findings about the kinds of documents in the inputs, whichever kind they are.
package enum InputKindProblem {
  /// Every finding of this family, for the reference.
  package static let all = [
    mixedKinds, unsupportedKind, severalDocuments, valuesOfAnotherChart, valuesOfFormerChart,
    mergedDeployments,
  ]

  package static let mixedKinds = DiagnosticID(
    "WB2002", "mixed-kinds", .error,
    evidence: .read(
      by: .helm,
      source: "Helm reads values, Kubernetes objects; neither reads the other's document"),
    Documentation(
      summary: "One file contains documents of two kinds.",
      explanation: """
        Each kind of input is read by a program of its own, which expects no other kind in the \
        same file. Put the documents in separate files.
        """,
      failing: .yaml(
        """
        global:
          host: https://wandb.example.com
        ---
        apiVersion: apps.wandb.com/v1
        kind: WeightsAndBiases
        metadata: {name: wandb}
        spec: {values: {global: {host: "https://wandb.example.com"}}}

        """),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let unsupportedKind = DiagnosticID(
    "WB2003", "unsupported-kind", .error,
    evidence: .read(by: .program, source: "The kinds of input that this program reads"),
    Documentation(
      summary: "The document is of an unsupported kind.",
      explanation: """
        Supported are \(InputKinds.titles), and cloud documents: CORS documents and policies. Any \
        other list, and a single value at the top level, is not supported.
        """,
      failing: .yaml("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: wandb}\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let severalDocuments = DiagnosticID(
    "WB2016", "several-documents", .warning,
    evidence: .read(
      by: .helm,
      source: """
        Helm reads only the first document of a values file; measured with Helm 3.17 and 4.1
        """),
    Documentation(
      summary: "One file contains several documents, which are merged as layers.",
      explanation: """
        Helm reads only the first document of a values file, and two custom resources are two \
        installations. wandb-cfg lets a later document override the earlier one. Put layers in \
        separate files.
        """,
      failing: .yaml(
        "global:\n  host: https://a.example.com\n---\nglobal:\n  host: https://b.example.com\n"),
      passing: .yaml("---\nglobal:\n  host: https://a.example.com\n")))

  package static let valuesOfAnotherChart = DiagnosticID(
    "WB2067", "values-of-another-chart", .warning,
    evidence: .read(
      by: .helm,
      source:
        "charts/launch-agent and charts/wandb-base in wandb/helm-charts; Helm ignores unknown values"
    ),
    Documentation(
      summary: "The document contains values of another chart of W&B.",
      explanation: """
        Chart `launch-agent` runs an agent of W&B Launch, and operator-wandb builds its components \
        from `wandb-base`. Their keys have other names or other contents, so the document is not \
        read.
        """,
      failing: .yaml(
        "agent: {apiKey: \"\", image: wandb/launch-agent}\nlaunchConfig: \"queues: [default]\"\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let valuesOfFormerChart = DiagnosticID(
    "WB2143", "values-of-former-chart", .warning,
    evidence: .read(
      by: .chart, source: "charts/wandb in wandb/helm-charts; operator-wandb has other keys"),
    Documentation(
      summary: "The document contains values of chart `wandb`, which operator-wandb replaced.",
      explanation: """
        Chart `wandb` ran one container, wandb/local, and passed each value on as a variable. The \
        values are read as that chart would read them, so they can be rendered for \
        operator-wandb. Its other keys are about the pod, such as `resources` and `ingress`; they are \
        not converted.
        """,
      failing: .yaml(
        """
        host: https://wandb.example.com
        bucket: s3://wandb-files
        bucketRegion: us-east-1

        """),
      passing: .yaml(
        """
        global:
          host: https://wandb.example.com
          bucket: {provider: s3, name: wandb-files, region: us-east-1}

        """)))

  package static let mergedDeployments = DiagnosticID(
    "WB2025", "merged-deployments", .note,
    evidence: .read(by: .program, source: "Inputs are layers of one deployment without `--each`"),
    Documentation(
      summary: "Two files that look like two deployments are merged into one.",
      explanation: """
        The inputs of a run are layers of one deployment, and later ones override earlier ones. \
        Here, a later file sets another host, license or bucket than an earlier one, and repeats \
        most of its other settings. So the two are probably files of two environments, and \
        problems of the first one are not found. `wandb-cfg validate --each` checks every input \
        as a deployment of its own.
        """,
      failing: .yaml(
        "global:\n  host: https://dev.example.com\n",
        .merged("global:\n  host: https://prod.example.com\n  size: large\n")),
      passing: .yaml(
        "global:\n  host: https://dev.example.com\n  size: small\n",
        .merged("global:\n  host: https://prod.example.com\n"))))
}
