package import Diagnostics

/// Calls of official W&B modules that together create one installation of the server.
package struct Installation: Sendable {
  /// The calls, in the order of the files.
  package let calls: [OfficialCall]

  /// The name of the call that creates its cloud resources, or else installs the server.
  package var name: Located? {
    let head =
      calls.first { $0.module.role == .cloud } ?? calls.first { $0.module.role == .server }
    return (head ?? calls.first)?.call.name
  }
}

extension TerraformConfiguration {
  /// The installations of the directory, in the order of the files; one for a directory that
  /// installs nothing.
  ///
  /// A call without instances is left out, unless that is true of all: often one variable chooses
  /// among the clouds.
  package var installations: [Installation] {
    let present = calls.filter { !$0.call.makesNothing }
    let calls = present.isEmpty ? calls : present
    guard calls.count > 1 else { return [Installation(calls: calls)] }
    return InstallationGroups(calls, root).groups.map { places in
      Installation(calls: places.map { calls[$0] })
    }
  }

  /// The same directory with only the calls of one installation.
  package func only(_ installation: Installation) -> TerraformConfiguration {
    var copy = self
    copy.calls = installation.calls
    return copy
  }
}

extension OfficialModule {
  /// The part of a module in an installation, which has at most one of each.
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
