import Diagnostics
import Settings

/// Characters that turn a name in an AWS policy into a pattern.
enum PolicyPattern {
  /// Wildcards, and the start of a variable.
  private static let pieces = ["*", "?", "${"]

  /// The first of them in a text.
  static func first(in text: String) -> String? { pieces.first(where: text.contains) }
}

extension CloudContext {
  /// Whether each setting used in policies names exactly one thing; reports those that do not.
  ///
  /// `*` as the principal would open the bucket to everyone, and AWS names never contain these
  /// characters.
  func namesOneEach(_ bag: inout DiagnosticBag) -> Bool {
    let (cloud, queues) = (configuration.cloud, configuration.queues)
    let settings: [(String, Setting<String>)] = [
      ("\(section).name", bucket.name), ("\(section).region", bucket.region),
      ("\(section).kmsKey", bucket.kmsKey), ("bucket.queue", queues.bucket),
      ("aws.account", cloud.aws.account), ("aws.principal", cloud.aws.principal),
      ("aws.administrator", cloud.aws.administrator),
      ("aws.oidcProvider", cloud.aws.identityProvider), ("aws.vpcs", cloud.aws.vpcs),
      ("aws.addresses", cloud.aws.addresses), ("kubernetes.namespace", cloud.namespace),
      ("helm.release", cloud.release),
    ]
    let faults = settings.compactMap { name, setting in
      setting.writable.flatMap(PolicyPattern.first).map {
        Diagnostic.pattern($0, setting, name, self)
      }
    }
    bag.report(faults)
    return faults.isEmpty
  }
}

extension Diagnostic {
  fileprivate static func pattern(
    _ piece: String, _ setting: Setting<String>, _ name: String, _ context: CloudContext
  ) -> Diagnostic {
    var diagnostic = context.finding(
      RenderProblem.unwritable, "an AWS policy would treat `\(piece)` in `\(name)` as a pattern",
      about: setting, name)
    diagnostic.help = "write the exact name"
    return diagnostic
  }
}
