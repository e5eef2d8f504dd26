import Diagnostics
import Emitters
import Generators
import Pipeline
import Settings
import TestSupport
import Testing

/// How a container is started survives compose files and `docker run`.
@Suite struct ContainerRoundTripTests {
  private func setup(_ compilation: Compilation) throws -> ContainerSetup {
    try #require(compilation.resolved.deployment?.container)
  }

  private func render(
    _ compilation: Compilation, _ target: String
  ) throws -> (file: (String, String), findings: [String]) {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var report = Report()
    let artifacts = Compiler.render(compilation, emitter, EmitOptions(), &report)
    let artifact = try #require(artifacts.first, "\(report.findings.map(\.message))")
    return (
      (artifact.fileName, artifact.text), report.findings.map { "\($0.id.code) \($0.message)" }
    )
  }

  /// The options in an order that no file changes.
  private func options(_ setup: ContainerSetup) -> [String] {
    setup.options.filter { $0.flag != "detach" }.map { "\($0.flag ?? $0.name.value) \($0.value)" }
      .sorted()
  }

  /// A random `docker run` with options that a compose file has words for.
  private func command(_ generator: inout SeededGenerator) -> String {
    var words = ["docker", "run", "-d"]
    for word in ContainerWord.all where generator.next() % 3 == 0 && word.flag != "gpus" {
      switch word.shape {
      case .flag: words.append("--\(word.flag)")
      case .text: words += ["--\(word.flag)", text(&generator)]
      case .list:
        for number in 0...generator.next() % 2 {
          words += ["--\(word.flag)", "'\(number)$x'"]
        }
      case .pairs:
        for number in 0...generator.next() % 3 {
          words += ["--\(word.flag)", "'a.\(number)=\(generator.next() % 9) $'"]
        }
      }
    }
    for _ in 0..<generator.next() % 3 { words += ["-p", "\(generator.next() % 9_999 + 1):8080"] }
    for number in 0..<generator.next() % 3 {
      words += [
        "-v", generator.pick(["data\(number):/vol\(number)", "/srv/\(number):/d\(number):ro"]),
      ]
    }
    if generator.next() % 2 == 0 { words += ["--add-host", "db:10.0.0.\(generator.next() % 255)"] }
    if generator.next() % 2 == 0 { words += ["--ulimit", "nofile=1024:65536"] }
    if generator.next() % 2 == 0 { words += ["--stop-timeout", "\(generator.next() % 90)"] }
    if generator.next() % 2 == 0 { words += ["--health-cmd", "'curl -f $URL || exit 1'"] }
    if generator.next() % 2 == 0 { words += ["--network", generator.pick(["host", "none"])] }
    words += ["-e", "HOST=https://w.example.com", "registry.example.com/wandb/local:0.77.0"]
    if generator.next() % 2 == 0 { words += ["serve", "'--name=a b'"] }
    return words.joined(separator: " ") + "\n"
  }

  private func text(_ generator: inout SeededGenerator) -> String {
    generator.pick(["no", "'a b'", "1.5", "'$x'", "on-failure:3", "'\"q\"'", "012"])
  }

  @Test func commandsSurvive() throws {
    var generator = SeededGenerator(14)
    for _ in 0..<300 {
      let text = command(&generator)
      let start = Check.compile(("start.sh", text))
      let written = try setup(start)
      #expect(!written.options.contains { $0.flag == nil || $0.value == .unknown }, "\(text)")
      let script = try render(start, "docker-run")
      #expect(script.findings == [], "\(text)")
      let again = try setup(Check.compile(script.file))
      #expect(again.options == written.options, "\(text)\n\(script.file.1)")
      #expect(again.arguments == written.arguments, "\(text)")
      #expect(again.imageOption?.text == written.imageOption?.text)
      let file = try render(start, "compose")
      #expect(file.findings == [], "\(text)")
      let composed = try setup(Check.compile(file.file))
      #expect(options(composed) == options(written), "\(text)\n\(file.file.1)")
      #expect(composed.arguments == written.arguments, "\(text)\n\(file.file.1)")
      #expect(composed.imageOption?.text == written.imageOption?.text)
      // And back, to the same container.
      let back = try render(Check.compile(file.file), "docker-run")
      #expect(back.findings == [], "\(file.file.1)")
      let last = try setup(Check.compile(back.file))
      #expect(
        options(last).filter { $0 != #"name text("wandb-local")"# }
          == options(written).filter { $0 != #"name text("wandb-local")"# }, "\(back.file.1)")
    }
  }

  /// A compose file keeps everything; a second rendering has the same bytes.
  @Test func composeFilesSurvive() throws {
    var generator = SeededGenerator(15)
    for _ in 0..<200 {
      let first = try render(Check.compile(("start.sh", command(&generator))), "compose").file.1
      let text =
        first.replacing(
          "services:\n",
          with:
            "services:\n  proxy:\n    image: nginx\n    environment:\n      A: a$$b\n    command: no\n"
        )
        + "x-note: \"a $$ b\"\n"
      let start = Check.compile(("compose.yaml", text))
      let again = try render(start, "compose")
      #expect(again.findings == [])
      #expect(try options(setup(Check.compile(again.file))) == options(setup(start)))
      let last = try render(Check.compile(again.file), "compose")
      #expect(last.file.1 == again.file.1)
      #expect(again.file.1.contains("A: \"a$$b\"") && again.file.1.contains("x-note: \"a $$ b\""))
      #expect(again.file.1.contains("command: \"no\""), "\(again.file.1)")
    }
  }

  /// Other surfaces say that they have no ports, volumes and policies.
  @Test(arguments: ["helm", "operator", "operator-v2", "docker-env", "terraform", "tfvars"])
  func othersReportTheLoss(_ target: String) throws {
    let text = """
      services:
        wandb:
          image: wandb/local:0.77.0
          restart: always
          ports: ["9000:8080"]
          volumes: ["wandb:/vol"]
          environment: {HOST: "https://w.example.com", BUCKET: "s3://files", AWS_REGION: us-east-1}
        proxy: {image: nginx}

      """
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var report = Report()
    _ = Compiler.render(Check.compile(("compose.yaml", text)), emitter, EmitOptions(), &report)
    let found = report.findings.filter { $0.id.code == "WB4040" }.map(\.message)
    #expect(found.count == 1)
    #expect(
      found.first?.hasSuffix("`image`, `restart`, `ports`, `volumes`, `services.proxy`") == true,
      "\(found)")
  }

  /// Secrets are not among the arguments, which `ps` shows.
  @Test func secretsAreNotArguments() throws {
    let text = """
      HOST=https://w.example.com
      LICENSE=eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln
      MYSQL=mysql://wandb:hunter2@db:3306/wandb
      OIDC_SECRET=hunter2
      ACME_TOKEN=hunter2

      """
    let script = try render(Check.env(text), "docker-run").file.1
    let command = script.range(of: "docker run").map { script[$0.lowerBound...] } ?? ""
    #expect(!command.dropFirst(90).contains("hunter2") && !command.contains("eyJhbGci"))
    #expect(command.contains("--env HOST=https://w.example.com"))
    let again = Check.compile(("start.sh", script))
    #expect(Check.value("global.mysql.password", again) == "hunter2")
    #expect(
      Check.value("global.auth.oidc.clientSecret", again)
        == Check.value(
          "global.auth.oidc.clientSecret", Check.env(text)))
  }
}
