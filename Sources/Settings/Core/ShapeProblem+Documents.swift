package import Diagnostics

/// Documents that are not read, and values with invisible ends.
extension ShapeProblem {
  package static let wrongRoot = DiagnosticID(
    "WB2033", "wrong-root", .error,
    evidence: .read(
      by: .kubernetes,
      source: "Helm ignores unknown keys; the API server requires `apiVersion` and `kind`"),
    Documentation(
      summary: "The whole document is below a key that its reader does not read.",
      explanation: """
        The chart's values begin with `global`, `ingress` and the components. Helm ignores \
        everything below `wandb` or `values`, and Kubernetes refuses a `spec` without `apiVersion` \
        and `kind`. An umbrella chart passes a section such as `operator-wandb` on to the chart; \
        check that section as a file of its own. Nothing in the document is read or converted.
        """,
      failing: .yaml("wandb:\n  global:\n    host: https://wandb.example.com\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let skippedDocument = DiagnosticID(
    "WB2034", "skipped-document", .note,
    evidence: .read(by: .program, source: "The kinds of input that this program reads"),
    Documentation(
      summary: "A document of another program is next to the configuration and is skipped.",
      explanation: """
        A folder or a stream often contains Secrets, kustomizations and other objects of \
        Kubernetes next to the custom resource. They are neither checked nor converted.
        """,
      failing: .yaml(
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: wandb}
        ---
        \(resource)
        """),
      passing: .yaml(resource)))

  package static let encryptedValues = DiagnosticID(
    "WB2180", "encrypted-values", .note,
    evidence: .read(
      by: .program, source: "SOPS 3.9: only the owner of a key can decrypt the values"),
    Documentation(
      summary: "The file is encrypted with SOPS, so its values are not known.",
      explanation: """
        SOPS keeps the names in a file and replaces values by `ENC[…]`. Names are checked as in any \
        other file; the encrypted values are neither checked nor converted.
        """,
      failing: .yaml(
        """
        global:
          host: https://wandb.example.com
          license: ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:str]
        sops: {mac: "ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:str]", version: 3.9.0}

        """),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let blankEnd = DiagnosticID(
    "WB2035", "surrounding-whitespace", .warning,
    evidence: .read(
      by: .docker, source: "Docker CLI, reader of `--env-file`; YAML 1.2, section 7.3"),
    Documentation(
      summary: "A value begins or ends with whitespace.",
      explanation: """
        `docker run --env-file` keeps whitespace at both ends of a value, and so do quotes in \
        YAML. The server compares and connects to names and URLs as they are.
        """,
      failing: .yaml(
        "global:\n  mysql: {host: db.example.com, database: \"wandb_local \"}\n"),
      passing: .yaml(
        "global:\n  mysql: {host: db.example.com, database: \"wandb_local\"}\n")))

  package static let invisibleCharacter = DiagnosticID(
    "WB2069", "invisible-character", .warning,
    evidence: .read(
      by: .server, source: "Unicode 15.0: characters without a glyph; readers compare bytes"),
    Documentation(
      summary: "A value contains a character that nobody sees.",
      explanation: """
        No-break spaces, zero-width characters and byte-order marks come along when text is copied \
        from a web page or a chat. They are part of the value, so a host, a name or a key is \
        another one than it seems.
        """,
      failing: .yaml("global:\n  mysql: {host: \"db\u{200B}.example.com\"}\n"),
      passing: .yaml("global:\n  mysql: {host: \"db.example.com\"}\n")))

  private static let resource = """
    apiVersion: apps.wandb.com/v1
    kind: WeightsAndBiases
    metadata: {name: wandb}
    spec:
      values:
        global: {host: "https://wandb.example.com"}

    """
}
