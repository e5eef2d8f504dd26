package import ConfigSyntax
package import Diagnostics

/// A `module` block.
package struct ModuleCall: Sendable {
  /// What determines how many instances the block creates.
  package enum Repetition: Sendable { case none, count, forEach }

  package let name: Located
  package let span: SourceSpan
  /// nil where it is missing or not text.
  package let source: Located?
  package let version: Located?
  /// Whether there is a `version`, even an unreadable one.
  package let isPinned: Bool
  package let repetition: Repetition
  /// `providers = { aws = aws.east }` as pairs of both sides.
  package let providers: [(inner: Located, outer: Located)]
  package let dependencies: [Located]
  /// The arguments that the called module declares.
  package internal(set) var inputs: [EvaluatedArgument] = []
  /// Whether part of the block did not parse, so that nothing counts as missing in it.
  package let isDamaged: Bool
  /// How many instances its `count` or `for_each` creates, if known.
  package internal(set) var instances: Int?

  /// Whether its `count` is 0, or its `for_each` empty.
  package var makesNothing: Bool { instances == 0 }

  package func input(named name: String) -> EvaluatedArgument? {
    inputs.first { $0.name.value.isExactly(name) }
  }
}

extension ModuleCall {
  /// The inputs that the environment and then values files without a module set; the last value of
  /// a name wins.
  package init(_ files: [TfvarsFile], environment: TfvarsFile? = nil) {
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
    var places: [ExactText: Int] = [:]
    for assignment in all.flatMap(\.assignments) {
      let input = EvaluatedArgument(
        name: assignment.name, span: assignment.span, expression: nil, value: assignment.value)
      if let place = places[ExactText(input.name.value)] {
        inputs[place] = input
      } else {
        places[ExactText(input.name.value)] = inputs.count
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

  package let module: Located
  /// nil for the whole module.
  package let output: Located?
  package let span: SourceSpan
  package let access: Access
  /// The functions that it is an argument of: `try` tolerates a missing output.
  package let calls: [String]
}

/// `var.NAME` or `local.NAME` somewhere in an expression.
package struct NameReference: Sendable {
  package enum Kind: String, Sendable {
    case variable = "var"
    case local
  }

  package let kind: Kind
  package let name: Located
  package let span: SourceSpan
}
