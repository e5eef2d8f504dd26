import Diagnostics
import Settings

/// What makes a name in a policy of AWS stand for many.
enum PolicyPattern {
  /// Wildcards, and the start of a variable.
  private static let pieces = ["*", "?", "${"]

  /// The first of them that a text holds.
  static func first(in text: String) -> String? { pieces.first(where: text.contains) }
}

extension CloudQuestion {
  /// Whether each setting that policies name stands for one thing; what does not is reported.
  ///
  /// `*` as the principal would open the bucket to the world, and no name of AWS has these characters.
  func namesOneEach(_ bag: inout DiagnosticBag) -> Bool {
    let (cloud, queues) = (resolved.configuration.cloud, resolved.configuration.queues)
    let settings: [(String, Setting<String>)] = [
      ("\(section).name", bucket.name), ("\(section).region", bucket.region),
      ("\(section).kmsKey", bucket.kmsKey), ("bucket.queue", queues.bucket),
      ("aws.account", cloud.aws.account), ("aws.principal", cloud.aws.principal),
      ("aws.administrator", cloud.aws.administrator),
      ("aws.oidcProvider", cloud.aws.identityProvider), ("aws.vpcs", cloud.aws.vpcs),
      ("aws.addresses", cloud.aws.addresses), ("kubernetes.namespace", cloud.namespace),
    ]
    let faults = settings.compactMap { name, setting in
      setting.writable.flatMap(PolicyPattern.first).map { pattern($0, setting, name) }
    }
    bag.report(faults)
    return faults.isEmpty
  }

  private func pattern(_ piece: String, _ setting: Setting<String>, _ name: String) -> Diagnostic {
    var diagnostic = finding(
      RenderProblem.unwritable, "a policy of AWS would read `\(piece)` in `\(name)` as a pattern",
      about: setting, name)
    diagnostic.help = "write the name of the one that is meant"
    return diagnostic
  }
}
