import ConfigSyntax

/// The blocks of a Terraform 1.11 module and their arguments.
///
/// The arguments of resources, providers and backends are defined by their providers.
enum ConfigurationSchema {
  static let root = HCLBlockSchema(blocks: [
    "terraform": terraform, "variable": variable, "output": output, "module": module,
    "locals": HCLBlockSchema(others: .arguments),
    "provider": HCLBlockSchema(
      labels: ["name"], [literal("alias"), literal("version")], others: .anything),
    "resource": resource, "data": resource, "ephemeral": resource,
    "moved": HCLBlockSchema(others: .anything, mode: .code),
    "import": HCLBlockSchema(others: .anything, mode: .code),
    "removed": HCLBlockSchema(others: .anything, mode: .code),
    "check": HCLBlockSchema(
      labels: ["name"],
      blocks: [
        "assert": condition, "data": HCLBlockSchema(labels: ["type", "name"], others: .anything),
      ]),
  ])

  private static func literal(
    _ name: String, _ need: HCLBlockSchema.Argument.Need = .optional
  ) -> HCLBlockSchema.Argument {
    HCLBlockSchema.Argument(name, need, .literal)
  }

  private static func code(_ name: String) -> HCLBlockSchema.Argument {
    HCLBlockSchema.Argument(name, .optional, .code)
  }

  private static let condition = HCLBlockSchema([
    HCLBlockSchema.Argument("condition", .required),
    HCLBlockSchema.Argument("error_message", .required),
  ])

  private static let terraform = HCLBlockSchema(
    [literal("required_version"), code("experiments"), code("language")],
    blocks: [
      "required_providers": HCLBlockSchema(others: .arguments, mode: .literal),
      "backend": HCLBlockSchema(labels: ["type"], others: .anything),
      "cloud": HCLBlockSchema(others: .anything),
      "provider_meta": HCLBlockSchema(labels: ["name"], others: .anything),
    ])

  private static let variable = HCLBlockSchema(
    labels: ["name"],
    [
      code("type"), literal("default"), literal("description"), literal("sensitive"),
      literal("nullable"), literal("ephemeral"),
    ], blocks: ["validation": condition])

  private static let output = HCLBlockSchema(
    labels: ["name"],
    [
      HCLBlockSchema.Argument("value", .required), literal("description"), literal("sensitive"),
      literal("ephemeral"), code("depends_on"),
    ], blocks: ["precondition": condition])

  private static let module = HCLBlockSchema(
    labels: ["name"],
    [
      literal("source", .required), literal("version"), HCLBlockSchema.Argument("count"),
      HCLBlockSchema.Argument("for_each"), code("providers"), code("depends_on"),
    ], others: .arguments)

  private static let resource = HCLBlockSchema(
    labels: ["type", "name"],
    [
      HCLBlockSchema.Argument("count"), HCLBlockSchema.Argument("for_each"), code("provider"),
      code("depends_on"),
    ], others: .anything)
}
