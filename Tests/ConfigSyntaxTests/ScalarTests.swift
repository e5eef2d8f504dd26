import ConfigSyntax
import Testing

/// What go-yaml 2.4 resolves plain scalars to; `ConformanceTests` compares with the program itself.
@Suite struct ScalarTests {
  @Test(arguments: [
    ("", ScalarMeaning.null), ("~", .null), ("null", .null), ("no", .boolean(false)),
    ("y", .boolean(true)), ("On", .boolean(true)), ("NULL", .null), ("TRUE", .boolean(true)),
    ("Off", .boolean(false)), ("False", .boolean(false)), ("yEs", .string("yEs")),
    ("nulL", .string("nulL")), ("tRUE", .string("tRUE")), ("oN", .string("oN")),
    (".inf", .float(.infinity)), ("+.Inf", .float(.infinity)), ("-.INF", .float(-.infinity)),
    (".iNF", .string(".iNF")), ("~~", .string("~~")), ("012", .integer("10")),
    ("0o17", .integer("15")),
    ("0x1F", .integer("31")), ("0b101", .integer("5")), ("1_000", .integer("1000")),
    ("-0", .integer("0")), ("+12", .integer("12")),
    ("18446744073709551615", .integer("18446744073709551615")),
    ("1e3", .float(1000)), (".5", .float(0.5)), ("5.", .float(5)), ("08", .float(8)),
    ("2024-01-01", .string("2024-01-01")), ("1:30", .string("1:30")), ("1e", .string("1e")),
    ("nope", .string("nope")), ("-", .string("-")), ("1.2.3", .string("1.2.3")),
  ])
  func resolvesAsHelmDoes(_ text: String, _ meaning: ScalarMeaning) {
    #expect(Scalar(text, .plain).meaning == meaning)
  }

  @Test(arguments: [
    (1_000_000.0, "1e+06"), (123456.0, "123456"), (12345678.0, "1.2345678e+07"), (1.1, "1.1"),
    (0.00001, "1e-05"), (0.0001, "0.0001"), (-2.5, "-2.5"), (0, "0"), (3306, "3306"),
  ])
  func printsNumbersAsATemplateDoes(_ value: Double, _ text: String) {
    #expect(GoFormat.template(value) == text)
  }
}

@Suite struct Base64Tests {
  @Test func decodesAndRefuses() {
    #expect(Base64.decode("aGVsbG8=").map { String(decoding: $0, as: UTF8.self) } == "hello")
    #expect(Base64.decode("aGVsbG8") == nil)
    #expect(Base64.decode("aGV$") == nil)
    #expect(
      Base64.decodeURL("eyJhIjoxfQ").map { String(decoding: $0, as: UTF8.self) } == "{\"a\":1}")
    #expect(Base64.decodeURL("a") == nil)
  }
}
