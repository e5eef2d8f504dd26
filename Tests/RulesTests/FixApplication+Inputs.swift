import Diagnostics
import Pipeline
import TestSupport

extension FixApplication {
  /// The fixes of inputs that are files, each of which may be changed.
  init(
    _ inputs: [Input], _ options: Compiler.Options = Check.options,
    _ scope: FixIt.Applicability = .safe
  ) {
    var texts: [[UInt8]] = []
    var indices: [String: Int] = [:]
    for case .file(let name, let bytes, _) in inputs {
      indices[name] = indices[name] ?? texts.count
      texts.append(bytes)
    }
    self.init(inputs, texts: texts, indices: indices, options: options, scope: scope)
  }
}
