package import ConfigSyntax
package import Diagnostics

/// A document that is applied to a cloud: the CORS rules of a bucket, its events, or a policy.
package struct CloudDocument: Sendable {
  package enum Content: Sendable {
    case cors(CORSDocument)
    case policy(PolicyDocument)
    case notification(NotificationDocument)
  }

  package let kind: DocumentKind
  package let content: Content
  package let document: ConfigDocument
  package let layout: DocumentLayout

  /// Reads a document; whatever does not have its shape is reported, here or by a rule.
  package init(
    _ document: ConfigDocument, _ kind: DocumentKind, in source: SourceFile,
    _ bag: inout DiagnosticBag
  ) {
    self.kind = kind
    layout = DocumentLayout(source)
    self.document = document
    switch kind {
    case .s3CORS, .gcsCORS, .azureCORS:
      content = .cors(CORSDocument(document, kind, in: source, &bag))
    case .iam, .bucketPolicy, .kms, .sqs:
      content = .policy(PolicyDocument(document, kind))
    case .s3Notification:
      content = .notification(NotificationDocument(document))
    }
  }

  package var cors: CORSDocument? { if case .cors(let cors) = content { cors } else { nil } }
  package var policy: PolicyDocument? {
    if case .policy(let policy) = content { policy } else { nil }
  }
  package var notification: NotificationDocument? {
    if case .notification(let notification) = content { notification } else { nil }
  }
}
