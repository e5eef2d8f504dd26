package import ConfigSyntax
package import Diagnostics

/// A Terraform directory with the local modules that it calls, directly or through others.
package struct ModuleTree: Sendable {
  /// The directory itself.
  package let root: RootModule
  /// One for each call of a local module, callers before what they call.
  package private(set) var children: [ChildModule] = []
  /// The files of the local modules, whose numbers follow those of the directory's files.
  package let sources: [SourceFile]

  /// A directory without local modules that are read.
  package init(_ root: RootModule) { (self.root, sources) = (root, []) }

  init(_ root: EvaluatedModule, _ sources: [SourceFile]) {
    (self.root, self.sources) = (root.module, sources)
    add(root.children, of: 0)
  }

  private mutating func add(_ calls: [EvaluatedModule.Child], of caller: Int) {
    for child in calls {
      children.append(
        ChildModule(
          module: child.called.module, caller: caller, call: child.call, path: child.path,
          original: child.original))
      add(child.called.children, of: children.count)
    }
  }
}

extension ModuleTree {
  /// The directory and the modules that it calls, each with the place of its files.
  package func modules(at root: HCLPlace?) -> [(module: RootModule, place: HCLPlace?)] {
    let called = children.filter { $0.original == nil }.map { child in
      (child.module, root.map { HCLPlace(root: $0.root, module: child.path, files: $0.files) })
    }
    return [(self.root, root)] + called
  }
}

/// A local module as one call uses it.
package struct ChildModule: Sendable {
  /// What its files declare, with the values that the call gives.
  package let module: RootModule
  /// The number of the module that calls it: 0 for the directory, else one more than the index of a
  /// child.
  let caller: Int
  /// The index of the call among those of its caller.
  let call: Int
  /// `path.module`: relative to the directory.
  let path: String
  /// The official module that it is a copy of, whose inside is not read.
  let original: VendoredModule?
}

/// A module with the values of one call, and what it calls.
struct EvaluatedModule {
  /// A call of a local module.
  struct Child {
    let call: Int
    let path: String
    let original: VendoredModule?
    let called: EvaluatedModule
  }

  let module: RootModule
  var findings: [Diagnostic]
  var children: [Child] = []

  /// The outputs of the called modules, as their caller sees them; nothing is known about those of
  /// a repeated or damaged one.
  var outputs: [String: HCLValue] {
    var found: [String: HCLValue] = [:]
    for child in children {
      let call = module.moduleCalls[child.call]
      guard call.repetition == .none, !child.called.module.isDamaged else { continue }
      var object = HCLObject()
      for output in child.called.module.outputs { object.set(output.name, output.value) }
      found[call.name.value] = HCLValue(.object(object), call.name.span)
    }
    return found
  }

  /// The outputs that are sensitive to their caller, as `CALL.OUTPUT`.
  var sensitiveOutputs: Set<ExactText> {
    var found: Set<ExactText> = []
    for child in children {
      let sensitive = SensitiveValues(child.called.module)
      for output in child.called.module.outputs
      where output.isSensitive || sensitive.exposed(in: output.expression) != nil {
        let name = module.moduleCalls[child.call].name.value
        found.insert(ExactText("\(name).\(output.name.value)"))
      }
    }
    return found
  }

  /// Where sensitive values are in the called modules, and in those that they call.
  var sensitiveSpans: [SourceSpan] {
    children.flatMap { $0.called.module.sensitiveSpans.all + $0.called.sensitiveSpans }
  }
}

/// What a module is evaluated with in addition to its variables.
struct ModuleContext {
  /// Where its files are; nil where no files are read.
  var place: HCLPlace?
  /// The outputs of the local modules that it calls, by the names of the calls.
  var outputs: [String: HCLValue] = [:]
  /// Those of them that are sensitive, as `CALL.OUTPUT`.
  var sensitiveOutputs: Set<ExactText> = []
  /// The sensitive values that others pass to it.
  var sensitive: [SourceSpan] = []

  /// Whether another module calls it.
  var isCalled: Bool { place.map { $0.module != "." } ?? false }
}
