/// A Terraform file (`*.tf`, `*.tfvars`), formatted as `terraform fmt` would format it.
///
/// The tree is typed, so that text is escaped in one place and is never read as an expression.
/// Values that HCL cannot express cannot be constructed: see `Name.problem` and `Decimal.problem`.
/// Terraform stores strings in normalization form C, so `é` in two scalars is read back as one.
package struct HCLDocument: Sendable {
  package var body: Body

  package init(_ body: Body = []) { self.body = body }

  package func render() -> String {
    var writer = LineWriter()
    writer.write(body, depth: 0)
    return writer.text()
  }
}
