import ConfigSyntax
package import Diagnostics

/// A policy of AWS: who may do what, as IAM, S3, KMS and SQS read it.
package struct PolicyDocument: Sendable {
  package let span: SourceSpan

  init(_ document: ConfigDocument, _ bag: inout DiagnosticBag) {
    span = document.span
  }
}
