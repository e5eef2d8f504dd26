import ConfigSyntax
package import Diagnostics

/// Calls of official W&B modules that together create one installation of the server.
///
/// A directory may have several: one for each region, or a server for tests. Each is a
/// configuration with settings of its own.
package struct Installation: Sendable {
  /// The calls, in the order of the files.
  package let calls: [OfficialCall]

  /// The name of the call that creates its cloud resources, or else installs the server; of one
  /// in a local module, the call in the directory that leads there.
  package var name: Located? {
    let head =
      calls.first { $0.module.role == .cloud } ?? calls.first { $0.module.role == .server }
    return (head ?? calls.first)?.entry
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
    return InstallationGroups(calls, modules).groups.map { indices in
      Installation(calls: indices.map { calls[$0] })
    }
  }

  /// The same directory with only the calls of one installation.
  package func only(_ installation: Installation) -> TerraformConfiguration {
    var copy = self
    copy.calls = installation.calls
    return copy
  }
}

/// Groups the calls of official W&B modules that belong together: those that read each other's
/// outputs, as long as no two of them create a cloud, or install the server.
private struct InstallationGroups {
  /// The number of calls that create a cloud, and that install the server.
  private struct Members {
    var cloud = 0
    var server = 0

    /// Whether one installation may contain both.
    func fits(_ other: Members) -> Bool {
      cloud + other.cloud <= 1 && server + other.server <= 1
    }

    mutating func add(_ other: Members) {
      cloud += other.cloud
      server += other.server
    }
  }

  /// For each call, one that it belongs to; the first call of a group is its own parent.
  private var parents: [Int]
  /// The members of each group, at the index of its first call.
  private var members: [Members]

  init(_ calls: [OfficialCall], _ modules: [RootModule]) {
    parents = Array(calls.indices)
    members = calls.map { call in
      switch call.module.role {
      case .cloud: Members(cloud: 1)
      case .server: Members(server: 1)
      case nil: Members()
      }
    }
    for (home, indices) in Dictionary(grouping: calls.indices, by: { calls[$0].home })
      .sorted(by: { $0.key < $1.key }) where indices.count > 1
    {
      let links = ModuleLinks(calls, indices, modules[home])
      for index in indices {
        for target in links.targets(of: calls[index].call) { join(index, target) }
      }
    }
    joinLoneServer()
    joinPieces()
  }

  /// The indices of the calls, group by group.
  var groups: [[Int]] {
    var groups: [[Int]] = []
    // A parent precedes its calls, so its group is known.
    var group: [Int] = []
    for (index, parent) in parents.enumerated() {
      group.append(parent == index ? groups.count : group[parent])
      if parent == index { groups.append([]) }
      groups[group[index]].append(index)
    }
    return groups
  }

  private mutating func first(of index: Int) -> Int {
    var index = index
    while parents[index] != index {
      parents[index] = parents[parents[index]]
      index = parents[index]
    }
    return index
  }

  private mutating func join(_ one: Int, _ other: Int) {
    let (one, other) = (first(of: one), first(of: other))
    guard one != other, members[one].fits(members[other]) else { return }
    let (kept, joined) = (min(one, other), max(one, other))
    members[kept].add(members[joined])
    parents[joined] = kept
  }

  private var firsts: [Int] { parents.indices.filter { parents[$0] == $0 } }

  /// A server that reads no output of the only cloud belongs to it all the same.
  private mutating func joinLoneServer() {
    let clouds = firsts.filter { members[$0].cloud > 0 }
    let servers = firsts.filter { members[$0].cloud == 0 && members[$0].server > 0 }
    guard let cloud = clouds.first, clouds.count == 1, let server = servers.first else { return }
    join(cloud, server)
  }

  /// A call that installs nothing belongs to the first installation.
  private mutating func joinPieces() {
    let installing = firsts.first { members[$0].cloud + members[$0].server > 0 }
    guard let kept = installing ?? parents.first else { return }
    for piece in firsts where members[piece].cloud + members[piece].server == 0 {
      join(kept, piece)
    }
  }
}

/// Which calls of official W&B modules in one module read each other's outputs, directly or through
/// locals.
private struct ModuleLinks {
  /// How many calls one local may refer to, so that growth through locals is bounded.
  private static let most = 8

  private let indices: [ExactText: Int]
  private var locals: [ExactText: [Int]] = [:]

  init(_ calls: [OfficialCall], _ members: [Int], _ root: RootModule) {
    indices = Dictionary(
      members.map { (ExactText(calls[$0].call.name.value), $0) },
      uniquingKeysWith: { first, _ in first })
    for index in LocalOrder(root.locals).indices {
      let local = root.locals[index]
      var found: [Int] = []
      for target in targets(of: local.expression) where !found.contains(target) {
        found.append(target)
        if found.count == Self.most { break }
      }
      if !found.isEmpty { locals[ExactText(local.name.value)] = found }
    }
  }

  /// The calls whose outputs the inputs of `call` use, and those in its `depends_on`.
  func targets(of call: ModuleCall) -> [Int] {
    let awaited = call.dependencies.compactMap { name -> Int? in
      guard name.value.hasPrefix("module.") else { return nil }
      return indices[ExactText(String(name.value.dropFirst(7).prefix { $0 != "." }))]
    }
    return call.inputs.compactMap(\.expression).flatMap { targets(of: $0) } + awaited
  }

  private func targets(of expression: HCLExpression) -> [Int] {
    HCLReferences(of: expression).references.flatMap { reference -> [Int] in
      guard let name = reference.names.first else { return [] }
      switch reference.root.value {
      case "module": return indices[ExactText(name.value)].map { [$0] } ?? []
      case "local": return locals[ExactText(name.value)] ?? []
      default: return []
      }
    }
  }
}
