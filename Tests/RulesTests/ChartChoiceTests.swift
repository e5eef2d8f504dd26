import Diagnostics
import Pipeline
import TestSupport
import Testing

/// Which chart the values are taken for.
@Suite struct ChartChoiceTests {
  private static let image = "image: {repository: r.example.com/wandb, tag: \"1\"}"

  /// Each is of the operator's chart, with one typo.
  @Test(arguments: [
    """
    airgapped: true
    \(image)
    tolerations: []
    extraEnv: {A: b}
    caCertsConfigMap: cas
    podAnnotation: {a: b}
    """,
    "airGapped: true\n\(image)", "customCACerts: []\nreplicaCounts: 2\nimage: {tag: a}",
    "manger: {args: []}\n\(image)",
  ])
  func aTypoInTheOperatorsChartIsOneFinding(_ text: String) {
    let compilation = Check.yaml(text + "\n")
    #expect(Check.codes(compilation) == ["WB2061"])
    #expect(compilation.report.findings.allSatisfy { $0.help?.hasPrefix("did you mean") == true })
    #expect(Check.codes(Check.yaml("airgapped: true\n\(Self.image)\n")) == [])
  }

  @Test(arguments: [
    (
      "golbal: {host: https://w.example.com}\ningress: {class: nginx}\n\(image)",
      ["WB2061", "WB2017"]
    ),
    ("ingres: {class: nginx}\napp: {}\n\(image)", ["WB2061", "WB2017"]),
    ("host: https://w\nlicense: a.b.c\n\(image)", ["WB2017", "WB2017", "WB2017"]),
    ("tolerations: []\nextraEnv: {A: b}", ["WB2017", "WB2017"]),
  ])
  func valuesOfTheServersChartStayItsOwn(_ text: String, _ codes: [String]) {
    #expect(Check.codes(Check.yaml(text + "\n")) == codes)
  }
}
