/// Groups the calls of official W&B modules that belong together: those that read each other's
/// outputs, as long as no two of them create a cloud, or install the server.
struct InstallationGroups {
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

  init(_ calls: [OfficialCall], _ root: RootModule) {
    parents = Array(calls.indices)
    members = calls.map { call in
      switch call.module.role {
      case .cloud: Members(cloud: 1)
      case .server: Members(server: 1)
      case nil: Members()
      }
    }
    let links = ModuleLinks(calls, root)
    for place in calls.indices {
      for target in links.targets(of: calls[place].call) { join(place, target) }
    }
    joinLoneServer()
    joinPieces()
  }

  /// The indices of the calls, group by group.
  var groups: [[Int]] {
    var groups: [[Int]] = []
    // A parent precedes its calls, so its group is known.
    var group: [Int] = []
    for (place, parent) in parents.enumerated() {
      group.append(parent == place ? groups.count : group[parent])
      if parent == place { groups.append([]) }
      groups[group[place]].append(place)
    }
    return groups
  }

  private mutating func first(of place: Int) -> Int {
    var place = place
    while parents[place] != place {
      parents[place] = parents[parents[place]]
      place = parents[place]
    }
    return place
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
