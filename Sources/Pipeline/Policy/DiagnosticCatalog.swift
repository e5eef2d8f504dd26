import CloudDocuments
import ConfigSyntax
package import Diagnostics
import Emitters
import Preflight
import Project
import Rules
import Settings
import Surfaces
import Terraform

/// Every kind of finding that the program reports.
package enum DiagnosticCatalog {
  /// All kinds; made on first use, because most runs name no code.
  package static let codes = CodeList(
    [
      SyntaxProblem.all, LimitProblem.all, ShapeProblem.all, InputKindProblem.all,
      ContainerProblem.all,
      KubernetesProblem.all, ResourceProblem.all,
      TerraformProblem.all, CORSProblem.all, RuleCatalog.documented, RenderProblem.all,
      SuppressionProblem.all, ProjectProblem.all, PreflightProblem.all,
    ].flatMap { $0 })
}
