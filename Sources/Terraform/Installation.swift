package import Diagnostics

/// Calls of W&B's modules that make one installation of the server together.
package struct Installation: Sendable {
  /// In the order of the files.
  package let calls: [OfficialCall]

  /// The name of the call that makes its cloud, or puts the server there.
  package var name: Located? {
    let head =
      calls.first { $0.module.role == .cloud } ?? calls.first { $0.module.role == .server }
    return (head ?? calls.first)?.call.name
  }
}

extension TerraformConfiguration {
  /// What the directory installs, in the order of the files; calls that install nothing are one.
  ///
  /// A call that makes no instance is left out, unless all are such: often one variable chooses
  /// among the clouds.
  package var installations: [Installation] {
    let present = calls.filter { !$0.call.makesNothing }
    let calls = present.isEmpty ? calls : present
    guard calls.count > 1 else { return [Installation(calls: calls)] }
    return InstallationGroups(calls, root).groups.map { places in
      Installation(calls: places.map { calls[$0] })
    }
  }

  /// The same directory with the calls of one installation.
  package func only(_ installation: Installation) -> TerraformConfiguration {
    var copy = self
    copy.calls = installation.calls
    return copy
  }
}

extension OfficialModule {
  /// What a module is to an installation, which has one of each at most.
  enum Role { case cloud, server }

  /// Nil for a piece, such as a bucket.
  var role: Role? {
    switch self {
    case .aws, .google, .azurerm: .cloud
    case .kubernetes, .helm: .server
    case .awsConnector, .googleConnector, .azurermConnector, .azurermBucket: nil
    }
  }
}
