import Diagnostics

/// The providers that a local module has from the modules that call it.
///
/// A call passes the default configuration of each provider on, and what its `providers` lists. Source:
/// Terraform 1.11, "Providers Within Modules".
package struct InheritedProviders: Sendable {
  /// The addresses of the providers that are configured for the module.
  fileprivate(set) var addresses: Set<String>
  /// Whether the directory is certainly a root module.
  let isRoot: Bool
  /// Whether the files of a caller did not parse, so that any provider may be configured.
  fileprivate(set) var isDamaged: Bool

  /// What `module`, which may be called itself, passes to what it calls.
  fileprivate init(from module: RootModule, _ outer: InheritedProviders?) {
    let index = RootIndex(module, inheriting: outer)
    addresses = index.configured
    isRoot = index.isRoot
    isDamaged = module.isDamaged || outer?.isDamaged == true
  }
}

extension ModuleTree {
  /// The providers of each child, in the order of the children.
  var inheritedProviders: [InheritedProviders] {
    var found: [InheritedProviders] = []
    // What each caller passes on, by its number.
    var passed: [Int: InheritedProviders] = [:]
    for child in children {
      // Callers come before what they call.
      let caller = child.caller == 0 ? root : children[child.caller - 1].module
      let outer = child.caller == 0 ? nil : found[child.caller - 1]
      var providers = passed[child.caller] ?? InheritedProviders(from: caller, outer)
      passed[child.caller] = providers
      let listed = caller.moduleCalls[child.call].providers
      if !listed.isEmpty {
        let own = RootIndex(child.module)
        for (inner, _) in listed { providers.addresses.insert(own.address(of: inner.value)) }
      }
      found.append(providers)
    }
    return found
  }
}
