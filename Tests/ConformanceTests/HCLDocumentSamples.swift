import Documents
import Generators

/// Files of Terraform made by hand: each kind of item and expression beside its neighbours.
enum HCLDocumentSamples {
  typealias Expression = HCLDocument.Expression

  static let documents = bodies.map { HCLDocument($0) } + expressions.map(pair)

  /// The value between shorter and longer ones, in a list, in an object, in a call and in text.
  private static func pair(_ value: Expression) -> HCLDocument {
    let object: Expression = ["k": value, "longer-key": 1, "a b": value]
    let inner: HCLDocument.Body = [
      .attribute("ab", 1), .attribute("value", value), .attribute("a", 2, comment: "c"),
      .attribute("list", [value, value]), .attribute("object", object), .attribute("z", .null),
      .attribute("call", .call("f", value)), .attribute("calls", .call("f", 1, value, value)),
      .attribute("hugged", .call("f", 1, .call("g", [value, object]))),
      .attribute("text", "x \(value)\(value) y"), .attribute("lone", "\(value)"),
      .attribute("either", .conditional(true, then: value, otherwise: object)),
      .attribute("sum", .operation(value, .minus, value)), .attribute("part", value.index(value)),
    ]
    return HCLDocument([.attribute("a", value), .block("b", "c", body: inner)])
  }

  private static let bodies: [HCLDocument.Body] = [
    [], [.blank], [.comment("")], [.blank, .comment("a\nb"), .blank, .blank],
    [.block("b", body: [])], [.block("b", body: [.blank])], [.block("b", body: [.comment("c")])],
    [.block("b", body: []), .block("c", "d", "e", body: [])],
    [.attribute("a", 1), .block("b", body: []), .attribute("ccc", 1), .attribute("d", 2)],
    [.comment("c"), .block("b", body: []), .comment("d"), .attribute("e", 1)],
    [.attribute("a", 1, comment: "c"), .attribute("bb", "long", comment: "d")],
    [.attribute("a", 1, comment: "c"), .attribute("bb", "long"), .attribute("c", 1, comment: "d")],
    [.attribute("a", ["k": 1], comment: "c"), .attribute("bb", 2, comment: "d")],
    [.attribute("é", "é", comment: "c"), .attribute("bb", 2, comment: "d"), .attribute("z", 3)],
    [.attribute("a", 1), .comment("c"), .attribute("bb", 2), .blank, .attribute("ccc", 3)],
    [.attribute("a", 1), .attribute("bb", ["k": 2]), .attribute("ccc", 3)],
    [.attribute("a", "x\ny\n"), .attribute("bb", 1, comment: "c"), .attribute("ccc", "x\ny\n")],
    [.attribute("a", ["k": "x\ny\n", "long": 1]), .attribute("b", .call("f", ["k": "x\ny\n"]))],
    [.block("variable", "v", body: [.attribute("type", .root("any"))])],
    [.block("variable", "v", body: [.attribute("type", types.expression)])],
    [.block("a", body: [.block("b", body: [.block("c", body: [.attribute("d", 1)])])])],
  ]

  private static let types: HCLDocument.TypeConstraint = .object([
    .init("a", .list(.any)), .init("bcd", .tuple([.string, .set(.number)]), .optional),
    .init("ef", .map(.object([.init("g", .bool, .defaults(to: false))]))),
  ])

  private static let expressions: [Expression] =
    [
      .null, true, 0, -12, "x", "", [], [:], [1, "a"], [[1], []], [["k": 1]], ["k": ["l": 2]],
      .number(.init("-1.50e+7") ?? .init(0)), .variable("x"), .variable("x").index(0),
      .variable("x").index("k").splat.attribute("y"), .call("f"), .call("f", -1), .not(true),
      .not(.operation(1, .equal, -1)), .operation(.operation(1, .minus, -1), .and, .not(false)),
      .conditional(true, then: .conditional(false, then: -1, otherwise: 2), otherwise: [1]),
      .conditional("a", then: ["k": 1], otherwise: .call("f", ["k": 1])), "a $\(-1)", "\("\(1)")",
      "a\(["k": 1])", "\([:])\([1])", "x\(.conditional(true, then: 1, otherwise: 2))",
      "a\n\("x")\n  \(.variable("y"))\n", "a\n$\(.variable("x"))\n", "$${x} %%{y} $ % \\ \"",
      .call("jsonencode", ["k": [["l": "x\ny\n"]]]), .call("merge", .variable("x"), ["k": 1]),
      .call("merge", ["k": 1], ["l": 2]), .call("f", "${k = 1}", ["k": 1]),
      .call("f", "a\([["k": 1]])", .call("g", ["k": 1])),
    ] + HCLDocumentGenerator.lines.map { .text($0) }
}
