extension CloudSample {
  /// With and without each of what roles and commands depend on.
  static var google: [CloudSample] {
    (0..<16).map { google(GoogleChoices(rawValue: $0)) }
  }

  private struct GoogleChoices: OptionSet {
    let rawValue: Int
    static let path = GoogleChoices(rawValue: 1)
    static let queue = GoogleChoices(rawValue: 2)
    static let secondAccount = GoogleChoices(rawValue: 4)
    static let anotherProject = GoogleChoices(rawValue: 8)
  }

  private static func google(_ choices: GoogleChoices) -> CloudSample {
    let path = choices.contains(.path) ? ", path: a/b" : ""
    let project = choices.contains(.anotherProject) ? "acme-events" : "acme-prod"
    var values = """
      global:
        host: https://wandb.example.com
        bucket: {provider: gcs, name: my_files\(path)}

      """
    var settings = ["kubernetes.namespace=wandb"]
    if choices.contains(.queue) {
      settings.append("bucket.queue=pubsub:/\(project)/events+all/reader~1")
    }
    let annotation = "iam.gke.io/gcp-service-account: w@acme-prod.iam.gserviceaccount.com"
    for (component, name) in [("app", "one"), ("api", "two")]
    where component == "app" || choices.contains(.secondAccount) {
      values += "\(component): {serviceAccount: {name: \(name), annotations: {\(annotation)}}}\n"
    }
    return CloudSample(values: values, settings: settings)
  }
}
