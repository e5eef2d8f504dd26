import ConfigSyntax
import Diagnostics

/// The steps that need every block and every value.
extension RootReader {
  mutating func finish(_ blocks: [HCLBlock], _ values: VariableValues) -> RootModule {
    var assigner = VariableAssigner(module: module)
    assigner.assign(values)
    bag.report(assigner.bag.sorted)
    module = assigner.module

    var references = RootReferences(module: module)
    for block in blocks { references.visit(block) }
    bag.report(references.bag.sorted)
    module = references.module

    var evaluation = RootEvaluation(module: module)
    evaluation.evaluate(calls: calls)
    bag.report(evaluation.finish())
    module = evaluation.module
    module.sensitiveSpans = SpanSet(SensitiveFlow(module).spans)
    return module
  }
}
