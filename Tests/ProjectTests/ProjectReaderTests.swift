import Diagnostics
import Pipeline
import Project
import Reporting
import Settings
import Terraform
import Testing

/// Every mistake in a project file is reported where it is.
@Suite struct ProjectReaderTests {
  private func read(_ text: String) -> (project: ProjectFile, lines: [String]) {
    let file = SourceFile(name: ".wandb-cfg.yaml", text: text)
    let (project, report) = ProjectReader.read(file, DiagnosticCatalog.codes)
    let lines = Findings(report).records.map { record in
      "\(record.location.start.line):\(record.location.start.column) \(record.code) "
        + record.message + (record.help.map { " (\($0))" } ?? "")
    }
    return (project, lines)
  }

  @Test func readsEveryKey() {
    let (project, lines) = read(
      """
      chartVersion: 0.43.8
      ignore:
      - {path: legacy/**, codes: [WB2035, out-of-range], reason: "see OPS-7"}
      inputs: values.yaml
      modules: {aws: 7.18.2, google: v8.0.0}
      neverSuppress: [WB3004]
      severity: {WB2035: ignore, wb2061: error}
      sizes: [gigantic]
      strict: true
      variables: [ACME_PROXY, ACME_TOKEN]

      """)
    #expect(lines == [])
    #expect(project.chartVersion?.description == "0.43.8")
    #expect(project.inputs == ["values.yaml"])
    #expect(project.modules.mapValues(\.description) == [.aws: "7.18.2", .google: "8.0.0"])
    #expect(project.policy.neverSuppress == ["WB3004"])
    #expect(project.policy.severities == ["WB2035": .ignored, "WB2061": .reported(.error)])
    #expect(project.policy.strictness == .strict)
    #expect(project.policy.pathRules.map(\.codes) == [["WB2035", "WB2006"]])
    #expect(project.policy.pathRules.map(\.reason) == ["see OPS-7"])
    #expect(project.site.sizes == ["gigantic"])
    #expect(project.site.variables == ["ACME_PROXY", "ACME_TOKEN"])
  }

  @Test(arguments: ["", "# nothing\n", "~\n", "{}\n", "strict:\nignore: null\n"])
  func acceptsAFileThatSaysNothing(_ text: String) {
    #expect(read(text).lines == [])
  }

  @Test(
    arguments: [
      (
        "strickt: true\n",
        "1:1 WB2091 `strickt` is not a key of the project file (did you mean `strict`?)"
      ),
      ("strict: yes please\n", "1:9 WB2092 `strict` must be `true` or `false`"),
      ("- strict\n", "1:1 WB2092 the project file must be a mapping, not a list"),
      (
        "severity: {WB2035: off}\n",
        "1:20 WB2092 the severity must be `error`, `warning`, `note` or `ignore`, not `off`"
      ),
      ("severity: {WB203: note}\n", "1:12 WB2084 `WB203` is not a code (did you mean `WB2003`?)"),
      (
        "severity: {blank-ends: note}\n",
        "1:12 WB2084 `blank-ends` is not a code (`wandb-cfg rules` lists all codes)"
      ),
      (
        "severity: {WB1002: warning}\n",
        "1:12 WB2085 `WB1002` must stay an error: where it is reported, the input is not read "
          + "(fix what it reports, or leave the input out)"
      ),
      (
        "neverSuppress: [WB2035]\nseverity: {WB2035: ignore}\n",
        "2:12 WB2085 `WB2035` can't be suppressed: `neverSuppress` in .wandb-cfg.yaml lists it "
          + "(fix what it reports)"
      ),
      ("chartVersion: newest\n", "1:15 WB2092 `chartVersion` must be a version, such as 0.43.8"),
      ("modules: {aws: 7.18}\n", "1:16 WB2092 `modules.aws` must be a version, such as 7.18.2"),
      (
        "modules: {azure: 7.18.2}\n",
        "1:11 WB2091 `azure` is not a key of the project file (did you mean `azurerm`?)"
      ),
      (
        "ignore: [{path: \"a[\", codes: [WB2035]}]\n",
        "1:17 WB2092 `ignore[0].path` has a `[` or `\\` without an end"
      ),
      ("ignore: [{path: a}]\n", "1:10 WB2092 `ignore[0]` has no `codes`"),
      (
        "ignore: {path: a}\n",
        "1:9 WB2092 `ignore` must be a list of rules with `path` and `codes`, not a mapping"
      ),
      ("inputs: [1, {a: b}]\n", "1:13 WB2092 `inputs` must be a text, not a mapping"),
      ("inputs: [\"\"]\n", "1:10 WB2092 `inputs` must not be empty"),
      (
        "variables: [SITE_A, A=B]\n",
        "1:21 WB2092 `variables` must be names of environment variables"
      ),
      (
        "ignore:\n- {path: a, codes: []}\n", "2:20 WB2092 `ignore[0].codes` must not be empty"
      ),
      (
        "strict: true\nstrict: false\n",
        "2:1 WB1006 `strict` is set twice; the last one counts (remove one of the two)"
      ),
      (
        "strict: true\n---\nstrict: false\n",
        "2:1 WB2092 the project file must be a single YAML document"
      ),
    ] as [(String, String)])
  func reportsAMistakeOnce(_ text: String, _ expected: String) {
    #expect(read(text).lines == [expected])
  }

  @Test func reportsSyntaxErrorsOnly() {
    #expect(read("strict: [true\nseverity: {\n").lines.allSatisfy { $0.contains(" WB1") })
  }
}
