import Diagnostics
import Documents
import Settings

/// Roles and Pub/Sub resources as request bodies for the APIs of IAM, Pub/Sub and Cloud Storage.
///
/// The role of the Cloud Storage service agent is left out: its address contains the project
/// number.
struct GoogleBodies {
  let google: GoogleContext
  let bindings: [GoogleBinding]
  let events: GoogleContext.Events?

  var json: DocumentValue {
    var members: DocumentValue.Members = [
      "policies": .array(bindings.map(\.resource).unique().map(policy))
    ]
    if let events {
      members["topic"] = .object(["name": .string(events.topicPath)])
      members["subscription"] = .object([
        "name": .string(events.subscriptionPath), "topic": .string(events.topicPath),
      ])
      members["notification"] = notification(events)
    }
    return .object(members)
  }

  private func policy(_ resource: GoogleBinding.Resource) -> DocumentValue {
    let own = bindings.filter { $0.resource == resource }
    let roles = own.map(\.role).unique().map { role in
      DocumentValue.object([
        "role": .string(role),
        "members": .array(own.filter { $0.role == role }.map { .string($0.member) }),
      ])
    }
    return .object([
      "resource": .string(resource.fullName), "policy": .object(["bindings": .array(roles)]),
    ])
  }

  private func notification(_ events: GoogleContext.Events) -> DocumentValue {
    var members: DocumentValue.Members = [
      "topic": .string("//pubsub.googleapis.com/\(events.topicPath)"),
      "payload_format": .string("JSON_API_V1"),
      "event_types": .array([.string("OBJECT_FINALIZE")]),
    ]
    if let prefix = google.context.bucket.prefix.writable {
      members["object_name_prefix"] = .string(prefix + "/")
    }
    return .object(members)
  }
}
