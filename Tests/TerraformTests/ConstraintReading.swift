import Terraform
import Testing

/// A constraint that a test takes for granted.
func constraint(
  _ text: String, _ use: VersionConstraint.Use = .module,
  _ sourceLocation: SourceLocation = #_sourceLocation
) throws -> VersionConstraint {
  var problems: [TextProblem] = []
  let read = VersionConstraint.read(text, as: use, into: &problems)
  #expect(problems.isEmpty, sourceLocation: sourceLocation)
  return try #require(read, "\(text) is no constraint", sourceLocation: sourceLocation)
}

func version(
  _ text: String, _ sourceLocation: SourceLocation = #_sourceLocation
) throws -> ModuleVersion {
  try #require(ModuleVersion(text), "\(text) is no version", sourceLocation: sourceLocation)
}
