import CloudFacts
import Documents
import Settings

/// Roles and Pub/Sub resources as `gcloud` commands, none of which changes other roles.
struct GoogleScript {
  let google: GoogleContext
  let bindings: [GoogleBinding]
  let events: GoogleContext.Events?

  var document: ShellScript {
    var lines: [ShellScript.Line] = [
      .comment("Grants W&B access to the bucket without changing anyone else's access."),
      .command(["set", "-eu"]),
    ]
    if let events { lines += queue(events) }
    var reason = ""
    for binding in bindings {
      if binding.reason != reason { lines += [.blank, .comment(binding.reason)] }
      reason = binding.reason
      lines.append(.command(command(binding)))
    }
    if let events { lines += notification(events) }
    return ShellScript(lines)
  }

  private func command(_ binding: GoogleBinding) -> [ShellScript.Word] {
    let (noun, name) = noun(binding.resource)
    return ["gcloud"] + noun + ["add-iam-policy-binding", ShellScript.Word(name)]
      + scope(binding.resource) + [
        ShellScript.Word("--member=\(binding.member)"), ShellScript.Word("--role=\(binding.role)"),
      ]
  }

  private func noun(
    _ resource: GoogleBinding.Resource
  ) -> (words: [ShellScript.Word], name: String) {
    switch resource {
    case .bucket(let name): (["storage", "buckets"], "gs://\(name)")
    case .serviceAccount(let address): (["iam", "service-accounts"], address)
    case .subscription(_, let name): (["pubsub", "subscriptions"], name)
    }
  }

  private func scope(_ resource: GoogleBinding.Resource) -> [ShellScript.Word] {
    let project: String? =
      switch resource {
      case .bucket: nil
      case .serviceAccount(let address): GoogleAccount.project(of: address)
      case .subscription(let project, _): project
      }
    return project.map { [ShellScript.Word("--project=\($0)")] } ?? []
  }

  private func queue(_ events: GoogleContext.Events) -> [ShellScript.Line] {
    let project = ShellScript.Word("--project=\(events.project)")
    let (topic, subscription) = (
      ShellScript.Word(events.topic), ShellScript.Word(events.subscription)
    )
    return [
      .blank, .comment("Topic and subscription for the bucket's events."),
      .unless(
        ["gcloud", "pubsub", "topics", "describe", topic, project],
        ["gcloud", "pubsub", "topics", "create", topic, project]),
      .unless(
        ["gcloud", "pubsub", "subscriptions", "describe", subscription, project],
        [
          "gcloud", "pubsub", "subscriptions", "create", subscription, project,
          ShellScript.Word("--topic=\(events.topic)"),
        ]),
    ]
  }

  /// The name of the Cloud Storage service agent contains the project number, which only Google
  /// knows.
  private func notification(_ events: GoogleContext.Events) -> [ShellScript.Line] {
    let project = google.project ?? events.project
    var create: [ShellScript.Word] = [
      "gcloud", "storage", "buckets", "notifications", "create",
      ShellScript.Word("gs://\(google.bucket)"),
      ShellScript.Word("--topic=\(events.topicPath)"), "--event-types=OBJECT_FINALIZE",
      "--payload-format=json",
    ]
    if let prefix = google.context.bucket.prefix.writable {
      create.append(ShellScript.Word("--object-prefix=\(prefix)/"))
    }
    let senders = CloudRole.google(.topic, .storage).map { role in
      ShellScript.Line.command([
        "gcloud", "pubsub", "topics", "add-iam-policy-binding", ShellScript.Word(events.topic),
        ShellScript.Word("--project=\(events.project)"),
        "--member=serviceAccount:" + .variable("agent"), ShellScript.Word("--role=\(role.id)"),
      ])
    }
    let start: [ShellScript.Line] = [
      .blank,
      .comment("Publishes new objects. Run this only once: each call adds another notification."),
      .assignment(
        "agent",
        ["gcloud", "storage", "service-agent", ShellScript.Word("--project=\(project)")]),
    ]
    return start + senders + [.command(create)]
  }
}
