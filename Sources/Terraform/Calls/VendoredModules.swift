import Diagnostics

/// The official module that a local directory is a copy of.
package struct VendoredModule: Sendable {
  /// All releases of the module.
  let history: ModuleHistory
  /// The release whose inputs and outputs the copy has; nil if it has those of several or of none.
  let version: ModuleVersion?
}

/// Recognises copies of the official modules in a Terraform tree.
///
/// Companies vendor a module to review it, or because their network has no registry. Its variables
/// tell it apart from a module that only wraps it.
struct VendoredModules {
  private let catalogue: ModuleCatalogue?
  private var histories: [OfficialModule: ModuleHistory] = [:]
  /// The original of each folder that was looked at.
  private var known: [String: VendoredModule?] = [:]

  /// Without a catalogue, no module is recognised.
  init(_ catalogue: ModuleCatalogue?) { self.catalogue = catalogue }

  /// The module that the folder at `path` is a copy of, by its name or by its variables.
  mutating func original(
    of module: RootModule, at path: String, called call: ModuleCall
  ) -> VendoredModule? {
    if let found = known[path] { return found }
    let found = find(module, path)
    known[path] = found
    return found
  }

  private mutating func find(_ module: RootModule, _ path: String) -> VendoredModule? {
    guard let catalogue else { return nil }
    let names = module.variables.map(\.name.value)
    // Every release of every module has one of these.
    guard names.contains(where: ["namespace", "license", "spec"].contains) else { return nil }
    let named = Self.module(named: path)
    let candidates = named.map { [$0] } ?? OfficialModule.allCases.filter { $0 == $0.root }
    for candidate in candidates where !module.wraps(candidate) {
      guard let history = histories[candidate] ?? catalogue.module(candidate) else { continue }
      histories[candidate] = history
      let releases = history.releases(withInputs: Set(names))
      let known = names.count { history.variable($0) != nil }
      guard !releases.isEmpty || named != nil && known * 2 >= names.count else { continue }
      return VendoredModule(
        history: history, version: Self.version(of: module, path, among: releases))
    }
    return nil
  }

  /// The one release that fits, by its outputs if several have the same inputs, or the one in the
  /// name of the folder.
  private static func version(
    of module: RootModule, _ path: String, among releases: [ModuleRelease]
  ) -> ModuleVersion? {
    let outputs = Set(module.outputs.map(\.name.value))
    let equal = releases.filter { Set($0.outputs) == outputs }
    let fitting = equal.isEmpty ? releases : equal
    if fitting.count == 1 { return fitting[0].version }
    let suffix = lastName(of: path).split(separator: "-").last.flatMap { ModuleVersion($0) }
    return fitting.contains { $0.version == suffix } ? suffix : nil
  }

  /// The module in the name of a folder: `terraform-aws-wandb`, or with a release after it.
  private static func module(named path: String) -> OfficialModule? {
    let parts = lastName(of: path).lowercased().split(separator: "-")
    guard parts.count >= 3, parts[0] == "terraform", parts[2] == "wandb" else { return nil }
    return OfficialModule(rawValue: String(parts[1]))
  }

  private static func lastName(of path: String) -> Substring {
    path.split(separator: "/").last ?? ""
  }
}

extension ModuleHistory {
  /// The releases with exactly these inputs.
  fileprivate func releases(withInputs names: Set<String>) -> [ModuleRelease] {
    guard names.allSatisfy({ variable($0)?.neverExisted == false }) else { return [] }
    let fitting = releases.filter { version in
      let point = ReleasePoint.release(version)
      guard since.map({ $0 <= point }) ?? true else { return false }
      let all = variables.filter { $0.timeline.state(at: point) != nil }
      return all.count == names.count && all.allSatisfy { names.contains($0.name) }
    }
    return fitting.compactMap { release(at: $0) }
  }
}

extension RootModule {
  /// Whether the module calls the official one, so that it is not a copy of it.
  fileprivate func wraps(_ module: OfficialModule) -> Bool {
    moduleCalls.contains { call in
      call.source.flatMap { ModuleSource($0.value) }?.module == module
    }
  }
}
