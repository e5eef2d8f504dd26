import CloudDocuments
import ConfigSyntax
import Documents
import Pipeline

/// What targets have in common: how inputs are compiled, and text that mutations insert.
enum Sample {
  /// 2026-11-21, so that nothing depends on the clock.
  static let now: Int64 = 1_795_219_200

  static var options: Compiler.Options {
    var options = Compiler.Options()
    options.now = now
    options.environment = environment
    return options
  }

  /// A process with a variable of each kind.
  static let environment: EnvironmentLookup = { name in
    ["HOSTVAR": "host value", "EMPTYVAR": "", "HOST": "https://w.example.com"][name]
  }

  static func compile(_ file: (name: String, bytes: [UInt8]), as kind: DocumentKind? = nil)
    -> Compilation
  {
    var options = options
    options.documentKind = kind
    return Compiler.compile(InputArchive([file]).inputs, options)
  }

  /// Helm values with one text at a path.
  static func values(_ text: String, at path: [String]) -> (name: String, bytes: [UInt8]) {
    var tree = DocumentValue.object([:])
    tree.insert(.string(text), at: path)
    return ("values.yaml", Array(YAMLDocument.render(tree).utf8))
  }

  // MARK: Text

  static let connections = [
    "mysql://", "redis://", "rediss://", "s3://", "gs://", "az://", "cw://", "smtp://", "kafka://",
    "https://", "user:pass", "@", ":3306", "/wandb_local", "?tls=true", "&master=m",
    "?ttlInSeconds=604800", "&caCertPath=/etc/ca.pem", "minio:9000/files", "[::1]",
    "?region=us-east-1", "&forcePathStyle=false", "%2F", "%zz", "$(X)", "{{ .Values.x }}", "$$",
    "arn:aws:sqs:us-east-1:111122223333:q", "pubsub:/p/t/s", "internal://", "é", "#", "<HOST>",
  ]
  static let certificateLines = [
    "-----BEGIN CERTIFICATE-----\n", "-----END CERTIFICATE-----\n",
    "-----BEGIN RSA PRIVATE KEY-----\n", "-----BEGIN TRUSTED CERTIFICATE-----\n", "MIIB", "\r\n",
    "Proc-Type: 4,ENCRYPTED\n", "==\n", "\u{FEFF}", "# comment\n",
  ]
  static let claims = [
    "{\"exp\":1000000000}", "{\"exp\":1e300}", "{\"expiresAt\":\"2026-11-21T00:00:00Z\"}",
    "{\"expiresAt\":\"2026-13-41T25:00:00+99:00\"}", "{\"alg\":\"RS256\"}", ".", "..", " ", "{}",
    "eyJhIjoxfQ", "c2ln", "=", "-_",
  ]
  static let comments = [
    "# wandb-cfg: ignore WB2001 -- reason\n", "# wandb-cfg: ignore WB3004,WB2101 -- é\n",
    "# wandb-cfg: ignore WB2001 until=2027-01-31 -- reason\n", "// wandb-cfg: ignore WB1001\n",
    "# wandb-cfg: ignore\n", "# wandb-cfg: ignore all until=9999-99-99\n", "/* wandb-cfg: ignore",
    "*/", "global:\n", "  mysql:\n", "    port: 70000\n", "PORT=x\n", "port = 1\n", " -- ", "\t",
    "until=", "|\n", "<<EOT\n", "EOT\n", "'", "\"",
  ]
}
