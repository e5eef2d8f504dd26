package import Diagnostics
package import Settings

/// Something that documents for Google Cloud, Azure or the cluster name has not the form of it.
package enum MalformedCloudName: Rule {
  package static let id = DiagnosticID(
    "WB3259", "malformed-cloud-name", .error,
    Documentation(
      summary:
        "A project, account, topic, subscription, group or namespace has no name of its kind.",
      explanation: """
        A project has 6 to 30 lower-case letters, digits and dashes; a topic and a subscription \
        begin with a letter, with letters, digits and `-_.~+%` behind it, and not with `goog`; a \
        service account is NAME@PROJECT.iam.gserviceaccount.com, without `serviceAccount:`. Azure's subscriptions and \
        identities are UUIDs: the object ID of the identity, which is not its client ID.
        """,
      failing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n", .set("google.project=Acme_Files")),
      passing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n", .set("google.project=acme-files"))))

  /// A form, what a message calls it, and what to write.
  private struct Form {
    let noun: String
    let help: String
    let matches: (String) -> Bool
  }

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let cloud = resolved.configuration.cloud
    let settings: [(String, Setting<String>, Form)] = [
      ("google.project", cloud.google.project, project),
      ("google.serviceAccount", cloud.google.serviceAccount, account),
      ("google.topic", cloud.google.topic, pubsub),
      ("google.subscription", cloud.google.subscription, pubsub),
      ("azure.subscription", cloud.azure.subscription, uuid),
      ("azure.principal", cloud.azure.principal, uuid),
      ("azure.resourceGroup", cloud.azure.resourceGroup, group),
      ("kubernetes.namespace", cloud.namespace, namespace),
    ]
    for (name, setting, form) in settings {
      guard let text = setting.literal, !form.matches(text),
        let place = resolved.origin(of: setting)
      else { continue }
      report.report(
        "`\(place.spelling)` is no \(form.noun)", at: place, setting: name, help: form.help)
    }
  }

  private static var project: Form {
    Form(
      noun: "ID of a project of Google Cloud",
      help: "write the ID, not the name or number: 6 to 30 lower-case letters, digits and dashes",
      matches: CloudIdentity.isProject)
  }

  private static var account: Form {
    Form(
      noun: "service account of Google Cloud",
      help: "write NAME@PROJECT.iam.gserviceaccount.com", matches: CloudIdentity.isGoogleAccount)
  }

  private static var pubsub: Form {
    Form(
      noun: "name of Pub/Sub", help: "write the name alone, without projects/…",
      matches: CloudIdentity.isPubSubName)
  }

  private static var uuid: Form {
    Form(noun: "UUID", help: "write it as `az` prints it", matches: CloudIdentity.isUUID)
  }

  private static var group: Form {
    Form(
      noun: "name of a resource group",
      help: "use 1 to 90 letters, digits and `-_.()`, without a dot at the end"
    ) {
      $0.wholeMatch(of: /[\p{L}\p{N}_.()-]{0,89}[\p{L}\p{N}_()-]/) != nil
    }
  }

  private static var namespace: Form {
    Form(noun: "namespace of Kubernetes", help: "use lower-case letters, digits and dashes") {
      NameGrammar.label.fault(of: $0) == nil
    }
  }
}
