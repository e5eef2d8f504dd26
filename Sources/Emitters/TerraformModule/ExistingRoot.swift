import ConfigSyntax
import Diagnostics
import Documents
import Settings
import Terraform

/// The parts of an existing Terraform directory that the rendered one does not contain.
struct ExistingRoot {
  let root: RootModule
  /// The calls of official modules.
  ///
  /// One in a local module is rendered under its own name, which is another address than there.
  let official: [OfficialCall]
  /// The module calls and outputs that are rendered.
  let calls: [HCLDocument.Name]
  let outputs: [HCLDocument.Name]
  /// The provider blocks that are not rendered.
  let providers: [ProviderConfiguration]
  /// Whether a resource or a data source is rendered; by default, none is.
  var isWritten: (ResourceDeclaration) -> Bool = { _ in false }

  /// Reports each block that stays in its directory.
  func reportRest(_ target: Target, _ bag: inout DiagnosticBag) {
    for (name, span) in modules + loops + resources + configurations + results + moves {
      bag.reportNotCarried([name], "`\(target.name)`", at: span)
    }
  }

  private typealias Piece = (name: String, span: SourceSpan)

  private var modules: [Piece] {
    let written = Set(calls.map(\.text))
    let official = Set(official.map(\.call.span))
    return root.moduleCalls
      .filter { call in
        !written.contains(call.name.value)
          || call.localSource != nil && !official.contains(call.span)
      }
      .map { ("module.\($0.name.value)", $0.span) }
  }

  /// Arguments of the rendered calls that are not inputs: another address, or another order.
  private var loops: [Piece] {
    let written = Set(calls.map(\.text))
    return root.moduleCalls.filter { written.contains($0.name.value) }.flatMap { call in
      let awaited = call.dependencies.filter { name in
        !written.contains { name.value == "module.\($0)" }
      }
      let name = "module.\(call.name.value)"
      return call.loopNames.map { ("\(name).\($0)", call.name.span) }
        + awaited.prefix(1).map { ("\(name).depends_on", $0.span) }
    }
  }

  /// A `data` block inside a `check` is part of that block.
  private var resources: [Piece] {
    let checks = root.bodies.flatMap(\.blocks).filter { $0.type.value == "check" }
    let inner = Set(checks.flatMap(\.body.blocks).map(\.span))
    return root.resources.filter { !inner.contains($0.span) && !isWritten($0) }.map {
      ($0.address, $0.span)
    }
  }

  private var configurations: [Piece] {
    providers.map { ("provider.\($0.address)", $0.span) }
  }

  private var results: [Piece] {
    let written = Set(outputs.map(\.text))
    return root.outputs.filter { !written.contains($0.name.value) }
      .map { ("output.\($0.name.value)", $0.span) }
  }

  /// Blocks that are about resources but are not resources themselves.
  private var moves: [Piece] {
    root.bodies.flatMap(\.blocks).filter { Self.others.contains($0.type.value) }.map { block in
      (block.labels.reduce(block.type.value) { "\($0).\($1.value)" }, block.span)
    }
  }

  private static let others: Set = ["moved", "import", "removed", "check"]
}

extension ResourceDeclaration {
  /// `aws_vpc.main`, or `data.aws_vpc.main`.
  fileprivate var address: String {
    let name = "\(type.value).\(name.value)"
    return mode == .resource ? name : "\(mode.rawValue).\(name)"
  }
}

extension ModuleCall {
  /// `count` or `for_each`, if the block has one.
  var loopNames: [String] {
    switch repetition {
    case .none: []
    case .count: ["count"]
    case .forEach: ["for_each"]
    }
  }
}
