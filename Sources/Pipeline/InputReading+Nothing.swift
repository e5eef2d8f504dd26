import ConfigSyntax
import Diagnostics
import Settings
import Surfaces
import Terraform

/// Inputs in which nothing is W&B's: an error, because they are more often a wrong path than intended.
extension InputReading {
  /// Reports inputs without anything to read, unless another finding says why.
  mutating func reportNothingRead() {
    let refusals = bag.filter { $0.id == InputKindProblem.valuesOfAnotherChart }
    guard !sources.files.isEmpty, !bag.hasErrors, refusals.isEmpty else { return }
    if !hasInput, foreign.isEmpty { return bag.report(.nothingSet(SourceSpan(FileID(0), 0, 0))) }
    guard let root = terraform?.root, terraform?.calls.isEmpty == true, root.bodies.count > 0,
      layers.isEmpty, cloudDocuments.isEmpty, !root.isDamaged
    else { return }
    if root.declaresNothing {
      bag.report(.nothingSet(SourceSpan(root.bodies[0].span.file, 0, 0)))
    } else if let release = HelmResource.soleRelease(of: root) {
      bag.report(.unsupported("no `helm_release` here installs a chart of W&B", release))
    }
  }
}

extension RootModule {
  /// Whether its files have no block.
  fileprivate var declaresNothing: Bool {
    bodies.allSatisfy { $0.blocks.isEmpty && $0.attributes.isEmpty }
  }
}
