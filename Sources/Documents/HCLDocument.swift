/// A file of Terraform (`*.tf`, `*.tfvars`), written as `terraform fmt` would leave it.
///
/// The tree is typed, so that text is escaped in one place and is never taken for an expression.
/// What HCL has no way to write cannot be constructed: see `Name.problem` and `Decimal.problem`.
/// Terraform keeps strings in normalisation form C, so `é` in two scalars is read back as one.
package struct HCLDocument: Sendable {
  package var body: Body

  package init(_ body: Body = []) { self.body = body }

  package func render() -> String {
    var writer = LineWriter()
    writer.write(body, depth: 0)
    return writer.text()
  }
}
