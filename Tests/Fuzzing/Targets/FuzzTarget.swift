import CloudDocuments
import ConfigSyntax
import Pipeline

/// A function that accepts any bytes, and returns what is wrong with what the product did with them.
///
/// `wandb-cfg-fuzz` calls it with mutated inputs, and the ordinary tests with the corpus.
package struct FuzzTarget: Sendable {
  /// The name of the target and of its corpus, `fixtures/fuzz/NAME`.
  package let name: String
  /// How documents of the target are mutated as trees.
  let grammar: Grammar
  /// A sentence for each property that does not hold.
  package let faults: @Sendable ([UInt8]) -> [String]

  private init(
    _ name: String, _ grammar: Grammar, _ faults: @escaping @Sendable ([UInt8]) -> [String]
  ) {
    (self.name, self.grammar, self.faults) = (name, grammar, faults)
  }

  /// Every target.
  package static let all = [
    FuzzTarget("yaml", .yaml) { DataProperties.faults(ofYAML: $0) },
    FuzzTarget("hcl", .hcl) { bytes in
      DataProperties.faults(ofTfvars: bytes)
        + ["main.tf", "main.tf.json"].flatMap { name in
          DataProperties.faults(of: name, bytes)
            + CompilationProperties.faultsOfFindings(Sample.compile((name, bytes)))
        }
    },
    FuzzTarget("env", .env) { bytes in
      EnvDialect.allCases.flatMap { DataProperties.faults(ofEnv: bytes, $0) }
    },
    FuzzTarget("connection", .lines(Sample.connections)) { bytes in
      ConnectionProperties.faults(of: String(decoding: bytes, as: UTF8.self))
    },
    FuzzTarget("documents", .xml) { bytes in
      DataProperties.faults(of: "cors.xml", bytes)
        + ["cors.xml", "policy.json"].flatMap { name in
          CompilationProperties.faultsOfFindings(Sample.compile((name, bytes)))
        }
        + CompilationProperties.faultsOfFindings(
          Sample.compile(("document", bytes), as: DocumentKind.chosen(by: bytes)))
    },
    FuzzTarget("pem", .lines(Sample.certificateLines)) { CertificateProperties.faults(of: $0) },
    FuzzTarget("license", .lines(Sample.claims)) { LicenseProperties.faults(of: $0) },
    FuzzTarget("suppressions", .lines(Sample.comments)) { bytes in
      ["values.yaml", "wandb.env", "main.tf"].flatMap { name in
        CompilationProperties.faultsOfFindings(Sample.compile((name, bytes)))
      }
    },
    FuzzTarget("project", .project) { ProjectProperties.faults(of: $0) },
    FuzzTarget("compile", .files) { CompilationProperties.faults(of: InputArchive($0)) },
  ]

  /// The target of a name.
  package static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

extension DocumentKind {
  /// One kind for each input, so that a run reads it only once.
  fileprivate static func chosen(by bytes: [UInt8]) -> DocumentKind {
    allCases[bytes.count % allCases.count]
  }
}
