import Diagnostics
import Documents
import Emitters
import Pipeline
import TestSupport
import Testing

/// Targets for a machine of one's own: what they need, and what they say without it.
@Suite struct OnPremisesTargetTests {
  private func render(
    _ target: String, _ compilation: Compilation, _ secrets: EmitOptions.Secrets = .literal
  ) throws -> (artifacts: [Artifact], findings: [String]) {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var report = Report()
    var options = EmitOptions()
    options.secrets = secrets
    let artifacts = Compiler.render(compilation, emitter, options, &report)
    return (artifacts, report.findings.map { "\($0.id.code) \($0.setting ?? "")" })
  }

  @Test(arguments: [
    (
      "mysql", "HOST=https://w\n",
      ["global.mysql.database", "global.mysql.user", "global.mysql.password"]
    ),
    ("mysql", "MYSQL=mysql://u@h/d\n", ["global.mysql.password"]),
    ("nginx", "BUCKET=s3://b\n", ["global.host"]),
    ("checklist", "BUCKET=s3://b\n", ["global.host"]),
    ("minio", "HOST=https://w\n", ["global.bucket.name"]),
    ("airgap", "HOST=https://w\n", ["mirror.registry"]),
  ])
  func namesWhatIsMissing(_ target: String, _ text: String, _ settings: [String]) throws {
    let (artifacts, findings) = try render(target, Check.env(text))
    #expect(artifacts.isEmpty)
    #expect(findings == settings.map { "WB4002 \($0)" })
  }

  @Test(arguments: [
    "provider: s3, name: files", "provider: gcs, name: files", "provider: az, name: a, path: c",
    "provider: cw, name: cwobject.com, path: files",
  ])
  func minioIsForStoresOfOnesOwn(_ bucket: String) throws {
    let (artifacts, findings) = try render(
      "minio", Check.yaml("global:\n  host: https://w\n  bucket: {\(bucket)}\n"))
    #expect(artifacts.isEmpty)
    #expect(findings.map { $0.prefix(6) } == ["WB4001"])
  }

  @Test(arguments: [
    ("global.host", "https://a$b"), ("global.host", "ml.example.org"),
    ("proxy.upstream", "http://10.0.0.7:8080"), ("proxy.upstream", "a b"), ("proxy.upstream", "$x"),
  ])
  func nginxNeedsAddresses(_ name: String, _ value: String) throws {
    let inputs = [
      Check.input("wandb.env", "HOST=https://w\n"),
      .set(path: name, value: value, shown: value, from: .commandLine),
    ]
    let (artifacts, findings) = try render("nginx", Compiler.compile(inputs, Check.options))
    #expect(artifacts.isEmpty)
    #expect(findings == ["WB4009 \(name)"])
  }

  @Test func secretsAreSecretFiles() throws {
    let text = "HOST=https://w\nMYSQL=mysql://u:hunter2@h:3306/d\nBUCKET=s3://k:hunter2@m:9000/b\n"
    for target in ["mysql", "minio", "compose", "docker-run"] {
      let literal = try render(target, Check.env(text)).artifacts
      #expect(literal[0].text.contains("hunter2"), "\(target)")
      #expect(literal[0].sensitivity == .secret, "\(target)")
      let redacted = try render(target, Check.env(text), .redact).artifacts
      #expect(redacted.allSatisfy { !$0.text.contains("hunter2") }, "\(target)")
      #expect(redacted[0].text.contains("REDACTED"), "\(target)")
      #expect(redacted.allSatisfy { $0.sensitivity == .open }, "\(target)")
    }
    for target in ["nginx", "checklist"] {
      #expect(
        try render(target, Check.env(text)).artifacts.allSatisfy { !$0.text.contains("hunter2") })
    }
  }

  @Test(arguments: [
    ("repositoryPrefix: r.example.org/x", "tag: \"1\"", "r.example.org/x/wandb/local:1"),
    ("size: small", "repository: r.example.org/local, tag: \"1\"", "r.example.org/local:1"),
    ("size: small", "digest: \"sha256:aa\"", "m.example.org/wandb/local:latest"),
  ])
  func imagesAreCopiedToWhereTheChartFindsThem(
    _ global: String, _ image: String, _ copy: String
  ) throws {
    let inputs = [
      Check.input(
        "values.yaml", "global: {host: \"https://w\", \(global)}\napp: {image: {\(image)}}\n"),
      .set(
        path: "mirror.registry", value: "m.example.org/", shown: "", from: .commandLine),
    ]
    let (artifacts, _) = try render("airgap", Compiler.compile(inputs, Check.options))
    let script = artifacts[1].text
    let isPinned = image.hasPrefix("digest")
    let source = isPinned ? "wandb/local@sha256:aa" : "wandb/local:1"
    #expect(artifacts[0].text.split(separator: "\n").map(String.init).contains(source))
    #expect(
      script.contains(
        isPinned
          ? "docker buildx imagetools create --tag \(copy) \(source)\n"
          : "docker tag \(source) \(copy)\ndocker push \(copy)\n"), "\(script)")
  }

  @Test func operatorValuesAreReadBack() throws {
    let text = """
      image:
        repository: registry.example.org/controller
        tag: "1.10"
        pullPolicy: Always
      airgapped: true
      customCACerts:
        - "<PEM>"
      nodeSelector:
        disk: ssd

      """
    let (artifacts, findings) = try render("operator-values", Check.yaml(text))
    #expect(findings == [])
    #expect(artifacts.map(\.text) == [text])
  }

  /// Texts of every kind, in a setting and in a key without one.
  @Test func anyOperatorValueIsReadBack() throws {
    for text in RoundTripTests.passwords {
      let values = YAMLDocument.render(
        .object([
          "image": .object(["repository": .string("r.example.org/c"), "tag": .string(text)]),
          "airgapped": .bool(true),
          "podAnnotations": .object(["example.org/text": .string(text)]),
        ]))
      let (artifacts, _) = try render("operator-values", Check.yaml(values))
      #expect(artifacts.map(\.text) == [values], "\(text)")
    }
  }

  @Test func placeholdersStayAsTheyAre() throws {
    let text = "HOST=https://YOUR-W&B-HOST\n"
    let (proxy, findings) = try render("nginx", Check.env(text))
    #expect(findings == [])
    #expect(proxy[0].text.contains("server_name \"YOUR-W&B-HOST\";"))
    let checklist = try render("checklist", Check.env(text)).artifacts
    #expect(checklist[0].text.hasPrefix("# W&B Server at `https://YOUR-W&B-HOST`\n"))
  }

  @Test func nothingIsLeftOfTheServersValues() throws {
    let (artifacts, findings) = try render(
      "operator-values", Check.yaml("global: {host: \"https://w\"}\n"))
    #expect(artifacts.isEmpty)
    #expect(findings == ["WB2001 "])
  }
}

@Suite struct DocumentLanguageTests {
  @Test func composeDoublesDollarSignsOfValues() {
    let value = DocumentValue.object(["A$B": .array([.string("$x $$ ${y}")])])
    #expect(ComposeDocument.render(value) == "\"A$B\":\n  - \"$$x $$$$ $${y}\"\n")
  }

  @Test func optionFilesQuoteWhatIsNoWord() {
    let file = OptionFile([.group("mysqld"), .option("a", "b#c \"d\" \\e"), .option("f", "")])
    #expect(file.render() == "[mysqld]\na = \"b#c \\\"d\\\" \\\\e\"\nf = \"\"\n")
  }

  @Test func nginxQuotesWhatEndsAWord() {
    let document = NginxDocument([
      .directive("a", ["b c", ";", .text("x") + .variable("y") + .text("z"), .text("")])
    ])
    #expect(document.render() == "a \"b c\" \";\" x${y}z \"\";\n")
  }

  @Test func markdownShowsCodeAsItIs() {
    let document = MarkdownDocument([
      .table(["a|b"], [["\(code: "`x|y`") <b> &amp; W&B *"]]), .tasks(["\(code: "")"]),
    ])
    #expect(
      document.render()
        == "| a\\|b |\n| --- |\n| `` `x\\|y` `` \\<b\\> &amp;amp; W&B \\* |\n\n- [ ] `  `\n")
  }
}
