import Pipeline
import TestSupport
import Testing

/// What two configurations say alike is no difference.
@Suite struct ComparisonTests {
  @Test func standardPortsSayNothing() {
    let values = Check.yaml(
      """
      global:
        host: https://w.example.com
        mysql: {host: h, port: 3306, database: d, user: u, password: p}
        redis: {host: r, port: 6379}

      """)
    let variables = Check.env(
      "HOST=https://w.example.com:443\nMYSQL=mysql://u:p@h/d\nREDIS=redis://r\n")
    #expect(Comparison(values, variables).text == "")
    #expect(Comparison(variables, values).text == "")
  }

  @Test(arguments: [
    ("HOST=https://w.example.com\n", "HOST=https://w.example.com:80\n", "global.host"),
    ("HOST=http://w.example.com\n", "HOST=http://w.example.com:443\n", "global.host"),
    ("REDIS=redis://r\n", "REDIS=redis://r:6380\n", "global.redis.port"),
    ("MYSQL=mysql://u:p@h/d\n", "MYSQL=mysql://u:p@h:3307/d\n", "global.mysql.port"),
  ])
  func otherPortsAreDifferences(_ left: String, _ right: String, _ name: String) {
    #expect(Comparison(Check.env(left), Check.env(right)).differences.map(\.name) == [name])
  }

  @Test func sectionsWithoutKeysSayNothing() {
    let head = "apiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\nmetadata: {name: wandb}\n"
    let values = "values: {global: {host: https://w.example.com}, ingress: {labels: {}}}"
    let chart = "chart: {name: operator-wandb}"
    let bare = Check.yaml(head + "spec: {\(values)}\n")
    let pinned = Check.yaml(head + "spec: {\(chart), \(values)}\n")
    let line = "spec.chart.name: \"operator-wandb\"\n"
    #expect(Comparison(pinned, bare).text == "- \(line)")
    #expect(Comparison(bare, pinned).text == "+ \(line)")
    #expect(Comparison(bare, Check.yaml("global: {host: https://w.example.com}\n")).text == "")
  }
}
