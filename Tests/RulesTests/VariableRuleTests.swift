import Diagnostics
import Pipeline
import Settings
import TestSupport
import Testing

/// Variables that replace one of several that the chart derives from one key.
@Suite struct VariableRuleTests {
  @Test(arguments: [
    ("HOST: \"https://w\"", "https://w"), ("LICENSE: a", "a"), ("GORILLA_LICENSE: a", "a"),
    ("OIDC_SECRET: a", "a"), ("GORILLA_AUTH_METHOD: pkce", "pkce"), ("SLACK_SECRET: a", "a"),
    ("SESSION_LENGTH: 24", "24"), ("MYSQL: \"mysql://db\"", "mysql://db"),
    ("REDIS: \"redis://c\"", "redis://c"),
    ("REDIS: \"redis://$(HOST_OF_REDIS)\"", "redis://$(HOST_OF_REDIS)"),
  ])
  func reportsVariablesThatReachOneOfSeveral(_ entry: String, _ value: String) {
    #expect(Sample.extraEnv(entry).spots("WB3056") == [value])
    #expect(Sample.values("global: {env: {\(entry)}}").spots("WB3056") == [value])
    #expect(Sample.resource("global: {extraEnv: {\(entry)}}").spots("WB3056") == [value])
  }

  @Test(arguments: [
    "AWS_REGION: us-east-1", "GORILLA_SESSION_LENGTH: 24h", "LDAP_ADDRESS: \"ldap://a\"",
    "DISABLE_SSO_PROVISIONING: \"true\"", "GORILLA_EMAIL_SINK: \"smtp://mail:25\"",
    "GORILLA_EMAIL_FROM_ADDRESS: a@b.c", "LICENSE: \"\"",
    "HOST: \"https://w\", GORILLA_FRONTEND_HOST: \"https://w\", GORILLA_FILE_HOST: \"https://w\"",
    "GORILLA_TRACER: a", "AZURE_STORAGE_KEY: a",
  ])
  func acceptsVariablesThatReachAll(_ entries: String) {
    #expect(Sample.extraEnv(entries).codes == [])
  }

  /// Who reads an env file is not known, but what mentions a variable of it is.
  @Test(
    arguments: [
      (
        ["compose.yaml": "services: {db: {image: mysql, command: \"-p${MYSQL_PASSWORD:?}\"}}\n"], []
      ),
      (["docker-compose.yml": "services: {db: {image: mysql, command: -p$MYSQL_PASSWORD}}\n"], []),
      (["compose.yaml": "services: {db: {command: \"${MYSQL_PASSWORD_FILE}\"}}\n"], ["WB2020"]),
      (["other/compose.yaml": "services: {db: {command: $MYSQL_PASSWORD}}\n"], ["WB2020"]),
      ([:], ["WB2020"]),
    ] as [([String: String], [String])])
  func leavesVariablesThatAComposeFileMentions(_ files: [String: String], _ codes: [String]) {
    var options = Check.options
    options.files = TreeInMemory(files.mapValues { Array($0.utf8) })
    let found = Compiler.compile([Check.input(".env", "MYSQL_PASSWORD=abc\n")], options)
    #expect(Check.codes(found) == codes)
  }

  @Test func leavesVariablesThatAScriptMentions() {
    let script = "docker run -v v:/vol -e MYSQL=mysql://u:$MYSQL_PASSWORD@db/w wandb/local\n"
    #expect(Check.codes(Check.compile((".env", "MYSQL_PASSWORD=abc\n"), ("run.sh", script))) == [])
  }

  /// Image `mysql` requires one of these, and has some names in common with the chart.
  @Test(arguments: ["MYSQL_ROOT_PASSWORD=a", "MYSQL_RANDOM_ROOT_PASSWORD=1"])
  func leavesVariablesOfImageMySQL(_ line: String) {
    let lines = "MYSQL_USER=u\nMYSQL_PASSWORD=p\nMYSQL_DATABASE=d\n"
    #expect(Check.codes(Check.env(lines)) == ["WB2020", "WB2020", "WB2020"])
    #expect(Check.codes(Check.env(lines + line + "\n")) == [])
    #expect(Check.codes(Check.env("MYSQL_HOST=db\n" + line + "\n")) == ["WB2020"])
  }

  /// Compose passes on what its files mention, and env files to the services that name them.
  @Test(
    arguments: [
      ("environment: {HOST: \"https://w.example.com\"}", nil, ["WB2019"]),
      ("environment: {HOST: \"https://w.example.com\", LICENSE: }", "a.b.c", []),
      ("env_file: .env", "a.b.c", []), ("env_file: [./.env]", "a.b.c", []),
    ] as [(String, String?, [String])])
  func variablesOfAProjectAreNotTheServers(
    _ setup: String, _ license: String?, _ codes: [String]
  ) {
    let compose = """
      services:
        wandb: {image: "wandb/local:0.77.0", volumes: ["v:/vol"], \(setup)}
        agent: {image: acme, env_file: agent.env}

      """
    let files = [
      (".env", "LICENSE=a.b.c\nHOST=https://w.example.com\n"), ("agent.env", "SLACK_SECRET=x\n"),
      ("compose.yaml", compose),
    ]
    var options = Check.options
    options.files = TreeInMemory(
      Dictionary(uniqueKeysWithValues: files.map { ($0.0, Array($0.1.utf8)) }))
    let found = Compiler.compile(files.map { Check.input($0.0, $0.1) }, options)
    #expect(Check.value("global.license", found) == license)
    #expect(Check.value("global.host", found) == "https://w.example.com")
    #expect(Check.value("global.slack.secret", found) == nil)
    #expect(Check.codes(found).filter { $0 == "WB2019" } == codes)
  }

  /// Each has a finding of its own.
  @Test(arguments: [
    ("HOST: <HOST>", "WB2008"), ("MYSQL: db", "WB2011"), ("BUCKET: \"s3://abc\"", "WB3003"),
    ("SLACK_SECRET: a, GORILLA_SLACK_SECRET: a", "WB3049"),
  ])
  func leavesVariablesWithOtherFindings(_ entries: String, _ code: String) {
    #expect(Sample.extraEnv(entries).codes == [code])
  }

  @Test func namesTheKeyAndWhatIsNotReached() throws {
    let sample = Sample.extraEnv(
      "HOST: \"https://w\", GORILLA_FRONTEND_HOST: \"https://w\"")
    let found = try #require(sample.findings("WB3056").first)
    #expect(found.setting == "global.host")
    #expect(found.help == "use `global.host`, which also sets `GORILLA_FILE_HOST`")
    let mysql = try #require(Sample.extraEnv("MYSQL: \"mysql://d\"").findings("WB3056").first)
    #expect(mysql.setting == "global.mysql.host")
    #expect(mysql.help?.contains("`GORILLA_PARQUET_LIVE_HISTORY_STORE`") == true)
  }

  /// Every copy that the field table has is needed, and each to the same text.
  @Test(arguments: ["MYSQL", "REDIS", "BUCKET"])
  func copiesOfOneTextAreSilent(_ name: String) throws {
    var index = FieldIndex(.builtIn)
    let found = index.reach(ofVariable: name)
    let reach = try #require(found)
    let code = name == "BUCKET" ? "WB3003" : "WB3056"
    let url = name == "BUCKET" ? "s3://a" : "\(name.lowercased())://a"
    let all = ([name] + reach.others).map { "\($0): \"\(url)\"" }.joined(separator: ", ")
    #expect(Sample.extraEnv(all).findings(code).isEmpty)
    let last = "\(reach.others[0]): \"\(url)\""
    let other = all.replacing(last, with: "\(reach.others[0]): \"\(url)b\"")
    let finding = try #require(Sample.extraEnv(other).findings(code).first)
    #expect(finding.help?.contains("also sets `\(reach.others[0])`") == true)
  }

  @Test(arguments: [
    "host: \"https://w\", extraEnv: {HOST: \"https://w\"}",
    "auth: {sessionLengthHours: 24}, extraEnv: {SESSION_LENGTH: 24}",
    "bucket: {provider: s3, name: abc}, extraEnv: {BUCKET: \"s3://abc\"}",
    "mysql: {host: db, user: u, database: w}, extraEnv: {MYSQL: \"mysql://u@db/w\"}",
    "mysql: {host: db}, extraEnv: {MYSQL: \"mysql://db?tls=preferred\"}",
  ])
  func agreesWithTheKey(_ values: String) {
    #expect(Sample.values("global: {\(values)}").compilation.report.findings.isEmpty)
  }

  /// `SetTwiceDifferently` reports this in one input; in two, the variable wins in its own name only.
  @Test func differsFromTheKey() {
    let key = "global: {host: \"https://a\"}"
    let variable = "global: {extraEnv: {HOST: \"https://b\"}}"
    #expect(Sample.layers(key, variable).spots("WB3056") == ["https://b"])
    let both = "global: {host: \"https://a\", extraEnv: {HOST: \"https://b\"}}"
    #expect(Check.codes(Sample.values(both).compilation) == ["WB3040"])
  }

  @Test func isTakenBackByALaterLayer() {
    let variable = "global: {extraEnv: {LICENSE: a, MYSQL: \"mysql://db\"}}"
    let layers = Sample.layers(variable, "global: {extraEnv: {LICENSE: null, MYSQL: null}}")
    #expect(layers.codes == [])
    let all = Sample.layers(variable, "global: {extraEnv: null}")
    #expect(all.codes == [])
    #expect(Check.value("global.mysql.host", all.compilation) == nil)
  }

  /// A component may lack the other names of a setting, but has every copy of a URL or none.
  @Test func componentsAreJudgedByURLsOnly() {
    let sample = Sample.values("app: {env: {HOST: \"https://w\", MYSQL: \"mysql://db\"}}")
    #expect(sample.spots("WB3056") == ["mysql://db"])
  }

  @Test func envFilesAndOldReleasesHaveNoCopies() {
    #expect(Sample.env("HOST=https://w\nMYSQL=mysql://db").codes == [])
    var options = Check.options
    options.chartVersion = ChartVersion(0, 19, 9)
    let input = Check.input("values.yaml", "global: {extraEnv: {MYSQL: \"mysql://db\"}}\n")
    #expect(Check.codes(Compiler.compile([input], options)) == [])
  }
}
