import Diagnostics

/// Collects the calls of official W&B modules in a directory and its local modules.
struct OfficialCalls {
  private let tree: ModuleTree
  private let catalogue: ModuleCatalogue
  private var histories: [ModuleHistory] = []
  /// The releases that calls select, each put together once.
  private var releases: [SelectedRelease: ModuleRelease?] = [:]
  /// The indices of the children that a module calls, by the number of the module.
  private let children: [Int: [Int]]

  init(_ tree: ModuleTree, _ catalogue: ModuleCatalogue) {
    (self.tree, self.catalogue) = (tree, catalogue)
    children = Dictionary(grouping: tree.children.indices) { tree.children[$0].caller }
  }

  /// The calls, in the order of the files.
  mutating func collect() -> [OfficialCall] {
    collect(tree.root, home: 0, callers: [])
  }

  private mutating func collect(
    _ module: RootModule, home: Int, callers: [ModuleCall]
  ) -> [OfficialCall] {
    let called = Dictionary(
      (children[home] ?? []).map { (tree.children[$0].call, $0) },
      uniquingKeysWith: { one, _ in one }
    )
    var found: [OfficialCall] = []
    for (index, call) in module.moduleCalls.enumerated() {
      guard let number = called[index] else {
        if var official = official(call) {
          official.place(in: home, below: callers)
          found.append(official)
        }
        continue
      }
      let child = tree.children[number]
      if let original = child.original {
        var copy = OfficialCall(call, original, at: child.path)
        copy.place(in: home, below: callers)
        found.append(copy)
      } else {
        found += collect(child.module, home: number + 1, callers: callers + [call])
      }
    }
    return found
  }

  private mutating func official(_ call: ModuleCall) -> OfficialCall? {
    guard let text = call.source?.value, let source = ModuleSource(text) else { return nil }
    let known = histories.first { $0.module == source.module }
    guard let history = known ?? catalogue.module(source.module) else { return nil }
    if known == nil { histories.append(history) }
    guard source.publisher == .official || call.resembles(history) else { return nil }
    return OfficialCall(call, source, history) { version in
      let selected = SelectedRelease(module: source.module, version: version)
      if let release = releases[selected] { return release }
      let release = history.release(at: version)
      releases[selected] = .some(release)
      return release
    }
  }

  private struct SelectedRelease: Hashable {
    let module: OfficialModule
    let version: ModuleVersion
  }
}

extension ModuleCall {
  /// Whether at least half of the inputs are those of the module: another one may have its name.
  fileprivate func resembles(_ history: ModuleHistory) -> Bool {
    inputs.count { history.variable($0.name.value) != nil } * 2 >= inputs.count
  }
}
