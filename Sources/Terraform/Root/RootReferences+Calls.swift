import ConfigSyntax
import Diagnostics

/// Function calls, and the output that a reference to a module names.
extension RootReferences {
  /// Reports a function that does not exist, or a wrong number of arguments.
  mutating func check(_ call: HCLCall) {
    var name = call.name.value[...]
    if name.hasPrefix("core::") { name = name.dropFirst(6) }
    guard !name.hasPrefix("provider::") else { return }
    guard let signature = HCLFunctionTable.all[String(name)] else {
      var diagnostic = Diagnostic(
        TerraformProblem.unknownFunction, "Terraform has no function `\(call.name.value)`",
        at: call.name.span)
      diagnostic.help = NameSuggestion.nearest(
        to: String(name), among: HCLFunctionTable.all.keys.sorted()
      ).map { "did you mean `\($0)`?" }
      return bag.report(diagnostic)
    }
    let count = call.arguments.count
    let isShort = count < signature.least && call.expansion == .none
    guard isShort || count > signature.most ?? .max else { return }
    let least = signature.most == nil ? "at least \(signature.least)" : "\(signature.least)"
    let noun = signature.least == 1 ? "argument" : "arguments"
    bag.report(
      Diagnostic(
        TerraformProblem.unknownFunction,
        "`\(name)` requires \(least) \(noun), not \(count)",
        at: call.name.span))
  }
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
