package import ConfigSyntax
package import Diagnostics

/// A `module` block, or the values files that set the inputs of a module without one.
package struct ModuleCall: Sendable {
  /// What determines how many instances the block creates.
  package enum Repetition: Sendable { case none, count, forEach }

  /// How the values reach the module.
  package enum Passing: Sendable {
    /// As arguments of the block, or as values of the module's variables.
    case arguments
    /// As variables of the environment, of which Terraform ignores those that the module does not
    /// declare: Terragrunt.
    case environment
  }

  /// The label of the block; empty for values files.
  package let name: Located
  /// The whole block.
  package let span: SourceSpan
  /// nil where it is missing or not text.
  package let source: Located?
  /// The text of its constraint; nil where it is missing or not text.
  package let version: Located?
  /// Whether there is a `version`, even an unreadable one.
  package let isPinned: Bool
  /// Whether its outputs need an index.
  package let repetition: Repetition
  /// `providers = { aws = aws.east }` as pairs of both sides.
  package let providers: [(inner: Located, outer: Located)]
  /// The references of `depends_on`.
  package let dependencies: [Located]
  /// The arguments that the called module declares.
  package internal(set) var inputs: [EvaluatedArgument] = []
  /// Whether part of the block did not parse, so that nothing counts as missing in it.
  package let isDamaged: Bool
  /// How many instances its `count` or `for_each` creates, if known.
  package internal(set) var instances: Int?
  /// How the values of its inputs reach the module.
  package private(set) var passing = Passing.arguments

  /// Whether its `count` is 0, or its `for_each` empty.
  package var makesNothing: Bool { instances == 0 }

  /// The argument of this name, compared byte by byte as in Terraform.
  package func input(named name: String) -> EvaluatedArgument? {
    inputs.first { $0.name.value.isExactly(name) }
  }
}

extension ModuleCall {
  /// The inputs that the environment and then values files without a module set; the last value of
  /// a name wins.
  package init(
    _ files: [TfvarsFile], environment: TfvarsFile? = nil, passing: Passing = .arguments
  ) {
    self.passing = passing
    let span = files.first?.span ?? SourceSpan(FileID(0), 0, 0)
    name = Located("", span.sub(0..<0))
    self.span = span
    source = nil
    version = nil
    isPinned = false
    repetition = .none
    providers = []
    dependencies = []
    let all = [environment].compactMap { $0 } + files
    isDamaged = all.contains { !$0.damage.isEmpty }
    var indices: [ExactText: Int] = [:]
    for assignment in all.flatMap(\.assignments) {
      let input = EvaluatedArgument(
        name: assignment.name, span: assignment.span, expression: nil, value: assignment.value)
      if let index = indices[ExactText(input.name.value)] {
        inputs[index] = input
      } else {
        indices[ExactText(input.name.value)] = inputs.count
        inputs.append(input)
      }
    }
  }
}

/// `module.NAME.OUTPUT` somewhere in an expression.
package struct ModuleReference: Sendable {
  /// How the reference gets from the module to its output.
  package enum Access: Sendable {
    /// Directly: `module.x.url`, or the module alone.
    case direct
    /// By an index, a splat, or a loop over the instances.
    case instance
  }

  /// The name of the call.
  package let module: Located
  /// nil for the whole module.
  package let output: Located?
  /// From the first name to the output.
  package let span: SourceSpan
  /// Whether it names an instance, as it must for a repeated module.
  package let access: Access
  /// The functions that it is an argument of: `try` tolerates a missing output.
  package let calls: [String]
}

extension ModuleReference {
  /// The output is the first name after the module and its instance.
  init(_ reference: HCLReference, _ module: Located) {
    var output = reference.names.count > 1 ? reference.names[1] : nil
    var rest = reference.rest[...]
    if output == nil, case .index? = rest.first { rest = rest.dropFirst() }
    switch output == nil ? rest.first : nil {
    case .attribute(let name): output = name
    case .splat(let inner, _): if case .attribute(let name)? = inner.first { output = name }
    case .index, nil: break
    }
    let last = output ?? module
    self.init(
      module: module, output: output,
      span: SourceSpan(last.span.file, Int(reference.root.span.lower), Int(last.span.upper)),
      access: reference.names.count > 1 || reference.rest.isEmpty ? .direct : .instance,
      calls: reference.calls)
  }

  /// A reference in `depends_on`, which orders blocks by the whole module, with or without an index.
  init(ordering reference: HCLReference, _ module: Located) {
    self.init(
      module: module, output: nil,
      span: SourceSpan(
        module.span.file, Int(reference.root.span.lower), Int(module.span.upper)),
      access: .direct, calls: reference.calls)
  }

  /// An output that a loop reads of each instance of a module; nil for other loops.
  init?(_ element: HCLElementReference) {
    let collection = element.collection
    guard collection.root.value == "module", collection.names.count == 1, collection.rest.isEmpty
    else { return nil }
    self.init(
      module: collection.names[0], output: element.attribute, span: element.attribute.span,
      access: .instance, calls: collection.calls)
  }
}

/// `var.NAME` or `local.NAME` somewhere in an expression.
package struct NameReference: Sendable {
  /// The word before the dot.
  package enum Kind: String, Sendable {
    case variable = "var"
    case local
  }

  /// What the name is looked up in.
  package let kind: Kind
  /// The word after the dot.
  package let name: Located
  /// Both words.
  package let span: SourceSpan
}
