import CloudFacts
package import Diagnostics
package import Settings

/// The name of something that documents for Google Cloud, Azure or the cluster refer to is not
/// valid.
package enum MalformedCloudName: Rule {
  package static let id = DiagnosticID(
    "WB3259", "malformed-cloud-name", .error,
    evidence: .read(by: .clouds, source: "Naming rules of Google Cloud, Azure and Kubernetes"),
    Documentation(
      summary:
        "The name of a project, account, topic, subscription, group or namespace is not valid.",
      explanation: """
        A project ID has 6 to 30 lower-case letters, digits and dashes. A topic or subscription \
        begins with a letter, continues with letters, digits and `-_.~+%`, and does not begin with \
        `goog`. A service account is NAME@PROJECT.iam.gserviceaccount.com, without \
        `serviceAccount:`. Azure subscriptions and identities are UUIDs: use the object ID of the \
        identity, not its client ID.
        """,
      failing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n", .set("google.project=Acme_Files")),
      passing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n", .set("google.project=acme-files"))))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let cloud = resolved.configuration.cloud
    guard !cloud.areNamesAbsent else { return }
    let settings: [(String, Setting<String>, Form)] = [
      ("google.project", cloud.google.project, .project),
      ("google.serviceAccount", cloud.google.serviceAccount, .account),
      ("google.topic", cloud.google.topic, .pubsub),
      ("google.subscription", cloud.google.subscription, .pubsub),
      ("azure.subscription", cloud.azure.subscription, .uuid),
      ("azure.principal", cloud.azure.principal, .uuid),
      ("azure.resourceGroup", cloud.azure.resourceGroup, .group),
      ("kubernetes.namespace", cloud.namespace, .namespace),
      ("helm.release", cloud.release, .release),
    ]
    for (name, setting, form) in settings {
      guard let text = setting.literal, !form.matches(text),
        let origin = resolved.origin(of: setting)
      else { continue }
      findings.add(.malformed(origin.spelling, form), at: origin, setting: name, help: form.help)
    }
  }

  /// The form of a name: what it is called, with its article, and how to write it.
  fileprivate struct Form {
    let noun: String
    let help: Message
    let matches: (String) -> Bool
  }
}

extension MalformedCloudName.Form {
  fileprivate static var project: Self {
    Self(
      noun: "a valid Google Cloud project ID",
      help: "write the ID, not the name or number: 6 to 30 lower-case letters, digits and dashes",
      matches: CloudIdentity.isProject)
  }

  fileprivate static var account: Self {
    Self(
      noun: "a valid Google Cloud service account",
      help: "write NAME@PROJECT.iam.gserviceaccount.com", matches: CloudIdentity.isGoogleAccount)
  }

  fileprivate static var pubsub: Self {
    Self(
      noun: "a valid Pub/Sub name", help: "write only the name, without projects/…",
      matches: CloudIdentity.isPubSubName)
  }

  fileprivate static var uuid: Self {
    Self(noun: "a UUID", help: "write it as `az` prints it", matches: CloudIdentity.isUUID)
  }

  fileprivate static var group: Self {
    Self(
      noun: "a valid resource group name",
      help: "use 1 to 90 letters, digits and `-_.()`, not ending with a dot"
    ) {
      $0.wholeMatch(of: /[\p{L}\p{N}_.()-]{0,89}[\p{L}\p{N}_()-]/) != nil
    }
  }

  fileprivate static var release: Self {
    Self(
      noun: "a valid Helm release name",
      help: "use at most 53 lower-case letters, digits, dashes and dots"
    ) {
      $0.utf8.count <= 53
        && $0.wholeMatch(of: /[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)
          != nil
    }
  }

  fileprivate static var namespace: Self {
    Self(
      noun: "a valid Kubernetes namespace", help: "use lower-case letters, digits and dashes"
    ) {
      NameGrammar.label.fault(of: $0) == nil
    }
  }
}

extension Message {
  fileprivate static func malformed(
    _ spelling: String, _ form: MalformedCloudName.Form
  ) -> Message {
    "`\(spelling)` is not \(form.noun)"
  }
}
