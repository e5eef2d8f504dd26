import ConfigSyntax
package import Diagnostics

/// Reads a directory and the local modules that it calls, each with the values of its call.
///
/// Files are parsed once, however many calls lead to them. A module whose calls have known outputs
/// is evaluated again with them, until no more become known.
struct ModuleTreeReader {
  /// What the files of a module declare, before anybody gives it values.
  struct Declared {
    var reader: RootReader
    let blocks: [HCLBlock]
    let bodies: [HCLBody]
  }

  /// How many modules may enclose another one.
  private static let mostLevels = 16
  /// How often one module is evaluated with more known outputs.
  private static let mostRounds = 4

  private let tree: (any TreeFiles)?
  private let place: HCLPlace?
  private let limits: Limits
  private let firstFile: Int
  /// What each folder that was looked at declares; nil without configuration files.
  private var folders: [String: Declared?] = [:]
  private var vendored: VendoredModules
  /// How many more calls are followed.
  private var allowance = 500
  private(set) var sources: [SourceFile] = []
  /// What is wrong with the files of local modules, whoever calls them.
  private(set) var problems: [Diagnostic] = []

  init(_ input: TerraformInput) {
    (tree, place, limits) = (input.tree, input.place, input.limits)
    firstFile = input.nextFile
    vendored = VendoredModules(input.catalogue)
  }

  /// Evaluates the directory with the values that are set for it.
  mutating func evaluate(_ root: Declared, _ values: VariableValues) -> EvaluatedModule {
    evaluate(root, values, ModuleContext(place: place), trail: ["."])
  }

  /// `trail` are the modules on the way here, this one included.
  private mutating func evaluate(
    _ declared: Declared, _ values: VariableValues, _ context: ModuleContext, trail: [String]
  ) -> EvaluatedModule {
    var context = context
    let given = context.sensitive
    var known = 0
    for round in 1... {
      var reader = declared.reader
      let module = reader.finish(declared.blocks, values, context)
      var evaluated = EvaluatedModule(module: module, findings: reader.bag.sorted)
      follow(&evaluated, trail)
      let outputs = evaluated.outputs
      let count = outputs.values.reduce(0) { $0 + $1.knownMembers }
      guard round < Self.mostRounds, round == 1 || count > known, module.uses(outputs) else {
        return evaluated
      }
      known = count
      (context.outputs, context.sensitive) = (outputs, given + evaluated.sensitiveSpans)
      context.sensitiveOutputs = evaluated.sensitiveOutputs
    }
    preconditionFailure("the last round returns")
  }

  /// Evaluates the local modules that a module calls.
  private mutating func follow(_ evaluated: inout EvaluatedModule, _ trail: [String]) {
    guard let place else { return }
    let module = evaluated.module
    for (index, call) in module.moduleCalls.enumerated() {
      guard let source = call.localSource, let from = trail.last else { continue }
      let path = PathText.normalized(from + "/" + source.value)
      guard let declared = follow(call, to: path, source, trail, &evaluated.findings) else {
        continue
      }
      var called: EvaluatedModule
      let values = VariableValues(of: declared.reader.module.variables, from: call)
      let original = vendored.original(of: declared.reader.module, at: path, called: call)
      if original == nil {
        let context = ModuleContext(
          place: HCLPlace(root: place.root, module: path, files: place.files),
          sensitive: module.sensitiveSpans.all)
        called = evaluate(declared, values, context, trail: trail + [path])
      } else {
        var reader = declared.reader
        let module = reader.assign(values)
        called = EvaluatedModule(module: module.interface, findings: reader.bag.sorted)
      }
      evaluated.findings += called.findings
      called.findings = []
      evaluated.children.append(
        EvaluatedModule.Child(call: index, path: path, original: original, called: called))
    }
  }

  /// What the call leads to; nil, and reported, where that is not read.
  private mutating func follow(
    _ call: ModuleCall, to path: String, _ source: Located, _ trail: [String],
    _ findings: inout [Diagnostic]
  ) -> Declared? {
    guard !trail.contains(path) else {
      findings.append(.unread(call, at: source.span, because: "it calls itself"))
      return nil
    }
    allowance -= 1
    guard allowance >= 0, trail.count < Self.mostLevels else {
      findings.append(.unread(call, at: source.span, because: "there are too many local modules"))
      return nil
    }
    guard let declared = declared(path, calledBy: call) else {
      findings.append(.missingModule(call, source))
      return nil
    }
    return declared
  }

  // MARK: Folders

  /// The module in a folder, whose problems are reported when it is first read.
  private mutating func declared(_ path: String, calledBy call: ModuleCall) -> Declared? {
    if let known = folders[path] { return known }
    var declared = read(path)
    folders[path] = declared
    let isCopy = declared.map {
      vendored.original(of: $0.reader.module, at: path, called: call) != nil
    }
    if isCopy != true { problems += declared?.reader.bag.sorted ?? [] }
    declared?.reader.bag = DiagnosticBag()
    folders[path] = declared
    return declared
  }

  private mutating func read(_ path: String) -> Declared? {
    guard let tree, let place else { return nil }
    let folder = tree.shortened(place.root + path)
    guard let names = tree.names(in: folder.isEmpty ? "." : folder) else { return nil }
    var files: [TerraformInput.File] = []
    var damage: [SourceSpan] = []
    var problems = DiagnosticBag()
    for name in names where ModuleFileRole(name).isConfiguration {
      let file = folder.isEmpty ? name : folder + "/" + name
      let id = FileID(firstFile + sources.count)
      let contents = tree.contents(of: file)
      switch contents {
      case .folder, .missing: continue
      case .bytes(let bytes):
        sources.append(SourceFile(name: file, bytes: bytes))
        files.append(TerraformInput.File(sources[sources.count - 1], id))
      case .tooLarge, .unreadable:
        sources.append(SourceFile(name: file, bytes: []))
        damage.append(SourceSpan(id, 0, 0))
        if case .tooLarge(let limit) = contents {
          problems.report(.tooLarge(limit, at: SourceSpan(id, 0, 0)))
        }
      }
    }
    guard !files.isEmpty || !damage.isEmpty else { return nil }
    var declared = Self.declare(files, damage, limits)
    declared.reader.bag.report(problems.sorted)
    return declared
  }

  /// What configuration files declare; others are ignored.
  static func declare(
    _ files: [TerraformInput.File], _ damage: [SourceSpan], _ limits: Limits
  ) -> Declared {
    let sorted = files.map { (role: ModuleFileRole($0.source.name), file: $0) }
      .sorted {
        ModuleFileRole.precedes(($0.role, $0.file.source.name), ($1.role, $1.file.source.name))
      }
    var reader = RootReader(limits: limits)
    reader.module.damage = damage
    var blocks: [HCLBlock] = []
    var changes: [[HCLBlock]] = []
    var bodies: [HCLBody] = []
    for (role, file) in sorted where role.isConfiguration {
      let body = Self.body(file, limits, &reader.bag)
      bodies.append(body)
      if role == .override {
        changes.append(reader.blocks(of: body))
      } else {
        blocks += reader.blocks(of: body)
      }
    }
    blocks = reader.override(blocks, with: changes)
    reader.declare(blocks)
    reader.module.bodies = bodies
    return Declared(reader: reader, blocks: blocks, bodies: bodies)
  }

  private static func body(
    _ file: TerraformInput.File, _ limits: Limits, _ bag: inout DiagnosticBag
  ) -> HCLBody {
    guard file.source.name.hasSuffix(".json") else {
      return HCLParser.read(file.source, file.id, limits: limits, &bag)
    }
    return HCLJSONBodyReader.read(
      file.source, file.id, schema: ConfigurationSchema.root, limits: limits, &bag)
  }
}

extension RootModule {
  /// What a caller sees of the module, and what masks need.
  fileprivate var interface: RootModule {
    var interface = RootModule()
    (interface.variables, interface.outputs) = (variables, outputs)
    (interface.secretSpans, interface.bodies, interface.damage) = (secretSpans, bodies, damage)
    return interface
  }

  /// Whether an expression may have another value with these outputs of local modules.
  fileprivate func uses(_ outputs: [String: HCLValue]) -> Bool {
    moduleReferences.contains { reference in
      guard case .object(let object)? = outputs[reference.module.value]?.kind else { return false }
      return reference.output.map { object[$0.value]?.isUnknown != true } ?? true
    }
  }
}

extension HCLValue {
  /// How many members of an object are known.
  fileprivate var knownMembers: Int {
    if case .object(let object) = kind {
      object.members.count { $0.value.isWhollyKnown }
    } else {
      0
    }
  }
}

extension ModuleCall {
  /// The source, if it is a directory of the tree.
  package var localSource: Located? {
    source.flatMap { $0.value.hasPrefix("./") || $0.value.hasPrefix("../") ? $0 : nil }
  }
}

extension Diagnostic {
  fileprivate static func unread(
    _ call: ModuleCall, at span: SourceSpan, because reason: Message
  ) -> Diagnostic {
    Diagnostic(
      TerraformProblem.unreadModule, "module `\(call.name.value)` is not read: \(reason)", at: span)
  }

  fileprivate static func missingModule(_ call: ModuleCall, _ source: Located) -> Diagnostic {
    var diagnostic = Diagnostic.unread(
      call, at: source.span,
      because: "`\(value: source.value, at: source.span)` has no Terraform configuration files")
    diagnostic.help = "the path is relative to the directory of the file that contains the call"
    return diagnostic
  }
}
