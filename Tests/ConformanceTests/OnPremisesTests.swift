import Diagnostics
import Emitters
import Foundation
import Pipeline
import Settings
import TestSupport
import Testing

/// What is written for a machine of one's own is what its programs read.
@Suite struct OnPremisesTests {
  /// Every printable ASCII character by itself and among others, all of them, and text beyond ASCII.
  static let passwords: [String] =
    (0x20...0x7E).compactMap { UnicodeScalar($0).map { "a\(Character($0))b" } }
    + (0x21...0x7E).compactMap { UnicodeScalar($0).map { String(Character($0)) } }
    + [
      String((0x20...0x7E).compactMap { UnicodeScalar($0).map(Character.init) }),
      " lead", "trail ", "$HOME", "${HOME}", "$$", "$(id)", "`id`", "\\n", "\\", "''", "\\'", "--",
      "%41",
      "a\tb", "é漢字👍", "e\u{301}", "\u{A0}", "no", "012", "1e3", "null", "~", "a #b", "a: b", "|",
    ]

  /// The files of a target for an env file.
  private func files(
    _ target: String, _ lines: String, _ settings: [(String, String)] = []
  ) throws -> [String: String] {
    let inputs =
      [Check.input("wandb.env", lines)]
      + settings.map { .set(path: $0.0, value: $0.1, shown: $0.1, from: .commandLine) }
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var report = Report()
    let artifacts = Compiler.render(
      Compiler.compile(inputs, Check.options), emitter, EmitOptions(), &report)
    #expect(report.findings.filter { $0.severity == .error }.map(\.id.code) == [], "\(lines)")
    return Dictionary(uniqueKeysWithValues: artifacts.map { ($0.fileName, $0.text) })
  }

  private static func variables(_ password: String) -> [(name: String, value: String)] {
    let encoded = PercentEncoding.encode(password)
    return [
      ("HOST", "https://ml.example.org"),
      ("MYSQL", "mysql://wandb:\(encoded)@db.example.org:3306/wandb_local"),
      ("OIDC_SECRET", password), ("ACME_TEXT", password),
    ]
  }

  private static func text(_ variables: [(name: String, value: String)]) -> String {
    variables.map { "\($0.name)=\($0.value)\n" }.joined()
  }

  // MARK: Containers

  @Test(.comparing(with: .composeConfig))
  func composeReadsEveryVariable() throws {
    let texts = try Self.passwords.map { password in
      try #require(try files("compose", Self.text(Self.variables(password)))["compose.yaml"])
    }
    let answers = try Oracle.composeConfig.answers(texts.map { Array($0.utf8) })
    for (password, answer) in zip(Self.passwords, answers) {
      guard case .accepted(let tree, _) = answer else {
        Issue.record("\(password): \(answer)")
        continue
      }
      let environment = try #require(tree["environment"])
      for (name, value) in Self.variables(password) {
        #expect(environment[name] == .string(Array(value.utf8)), "\(name)")
      }
      #expect(tree["image"]?.string == "wandb/local:latest")
    }
  }

  /// A command with every option that has a key of Compose, each with a value that Docker accepts.
  private static let everyOption = """
    docker run -d --name wandb --restart always --hostname w --domainname example.com --user 1000:0 \\
      --workdir /srv --privileged --read-only --init --tty --interactive --oom-kill-disable \\
      --oom-score-adj 10 --platform linux/amd64 --runtime runc --isolation default --ipc host \\
      --pid host --uts host --userns host --cgroupns host --cgroup-parent x \\
      --mac-address 02:42:ac:11:00:02 --shm-size 1g --memory 8g --memory-swap 9g \\
      --memory-swappiness 10 --memory-reservation 4g --cpus 1.5 --cpuset-cpus 0-1 \\
      --cpu-shares 512 --cpu-period 100000 --cpu-quota 50000 --pids-limit 100 \\
      --stop-signal SIGTERM --pull always --gpus all --cap-add NET_ADMIN --cap-drop ALL \\
      --device /dev/fuse --device-cgroup-rule 'c 1:3 mr' --dns 1.1.1.1 --dns-search example.com \\
      --dns-option ndots:2 --expose 8083 --group-add 100 --security-opt no-new-privileges \\
      --tmpfs /tmp --label a=b --annotation a=b --sysctl net.core.somaxconn=1024 \\
      --log-driver json-file --log-opt max-size=1m --health-cmd 'curl $X' --health-interval 1s \\
      --health-timeout 1s --health-retries 3 --health-start-period 1s --health-start-interval 1s \\
      -p 9000:8080 -p 127.0.0.1:8083:8083/udp -v wandb:/vol --mount type=bind,src=/a,dst=/b,ro \\
      --add-host db:10.0.0.1 --ulimit nofile=1:2 --stop-timeout 9 --network edge \\
      -e HOST=https://w.example.com wandb/local:0.77.0 serve 'a b'

    """

  @Test(.comparing(with: .composeConfig))
  func composeAcceptsEveryOption() throws {
    let emitter = try #require(EmitterCatalog.emitter(named: "compose"))
    var report = Report()
    let artifacts = Compiler.render(
      Check.compile(("start.sh", Self.everyOption)), emitter, EmitOptions(), &report)
    #expect(report.findings.map(\.id.code) == [])
    let answers = try Oracle.composeConfig.answers([Array(try #require(artifacts.first).text.utf8)])
    let service = try #require(answers.first?.tree, "\(answers)")
    for word in ContainerWord.all {
      #expect(
        service[word.key.split(separator: ".").first.map(String.init) ?? ""] != nil, "\(word)")
    }
    for key in ["ports", "volumes", "networks", "extra_hosts", "ulimits", "stop_grace_period"] {
      #expect(service[key] != nil, "\(key)")
    }
  }

  @Test func dockerGetsEveryVariable() throws {
    let scratch = try StubFolder(["docker"])
    for password in Self.passwords {
      let script = try #require(
        try files("docker-run", Self.text(Self.variables(password)))["docker-run.sh"])
      let words = try #require(try scratch.calls(of: script).first)
      #expect(words.prefix(3) == ["docker", "run", "--detach"])
      let environment = zip(words, words.dropFirst()).filter { $0.0 == "--env" }.map(\.1)
      #expect(
        environment.map { Array($0.utf8) }
          == Self.variables(password).map { Array("\($0.name)=\($0.value)".utf8) })
      #expect(words.last == "wandb/local:latest")
    }
  }

  // MARK: The database

  @Test(.comparing(with: .mariaDB))
  func theUserSignsIn() throws {
    struct Request: Encodable {
      let sql, options, user, database, neighbour: String
      let password: String?
    }
    let requests = try Self.passwords.enumerated().map { number, password in
      let (user, database) = ("u\(number)'\\", "d_\(number)`%\\x")
      let url = "mysql://x:\(PercentEncoding.encode(password))@db.example.org:3306/x"
      let files = try self.files(
        "mysql", "MYSQL=\(url)\n",
        [("global.mysql.user", user), ("global.mysql.database", database)])
      return Request(
        sql: try #require(files["wandb.sql"]), options: try #require(files["wandb.cnf"]),
        user: user, database: database,
        neighbour: "dx\(number)`yy\\x", password: password)
    }
    let encoder = JSONEncoder()
    let answers = try Oracle.mariaDB.answers(
      try requests.map { Array(try encoder.encode($0)) })
    for (request, answer) in zip(requests, answers) {
      guard case .accepted(let tree, _) = answer else {
        Issue.record("\(request): \(answer)")
        continue
      }
      #expect(tree["signsIn"] == .bool(true), "\(request.password ?? "")")
      #expect(tree["creates"] == .bool(true), "\(request.database)")
      #expect(tree["neighbour"] == .bool(false), "\(request.database)")
    }
  }

  @Test(.comparing(with: .mariaDB))
  func nobodySignsInWithoutPassword() throws {
    let values = """
      global:
        host: https://ml.example.org
        mysql: {host: db.example.org, passwordSecret: {name: wandb-mysql, passwordKey: password}}

      """
    let compilation = Check.yaml(values)
    var report = Report()
    let emitter = try #require(EmitterCatalog.emitter(named: "mysql"))
    let artifacts = Compiler.render(compilation, emitter, EmitOptions(), &report)
    #expect(report.findings.map(\.id.code) == ["WB4010"])
    let request = [
      "sql": artifacts[0].text, "options": artifacts[1].text, "user": "wandb",
      "database": "wandb_local", "neighbour": "other",
    ]
    let answer = try Oracle.mariaDB.answers([Array(try JSONEncoder().encode(request))])
    #expect(answer.first?.tree?["signsIn"] == .bool(false))
  }

  // MARK: The proxy

  @Test(.comparing(with: .nginx))
  func nginxAcceptsEveryProxy() throws {
    let hosts = [
      ("https://ml.example.org", 2), ("https://ml.example.org:8443/", 1),
      ("http://ml.example.org", 1),
      ("http://10.0.0.7:9000", 1), ("https://[2001:db8::1]", 2),
    ]
    for upstream in ["127.0.0.1:8080", "[2001:db8::2]:8080", "localhost:30080"] {
      let texts = try hosts.map { host, _ in
        try #require(
          try files("nginx", "HOST=\(host)\n", [("proxy.upstream", upstream)])["nginx.conf"])
      }
      let answers = try Oracle.nginx.answers(texts.map { Array($0.utf8) })
      for ((host, servers), answer) in zip(hosts, answers) {
        guard case .accepted(let tree, _) = answer else {
          Issue.record("\(host): \(answer)")
          continue
        }
        #expect(tree["servers"]?.elements.count == servers, "\(host)")
      }
    }
  }

  // MARK: Scripts

  @Test func minioGetsEveryKey() throws {
    let scratch = try StubFolder(["mc"])
    for password in Self.passwords {
      let key = PercentEncoding.encode(password)
      let script = try #require(
        try files(
          "minio",
          "BUCKET=s3://acme:\(key)@minio.example.org:9000/files?tls=true\nAWS_REGION=us-east-1\n")[
            "minio.sh"])
      let calls = try scratch.calls(of: script)
      let alias = [
        "mc", "alias", "set", "--api", "S3v4", "--", "wandb", "https://minio.example.org:9000",
        "acme", password,
      ]
      let bucket = ["mc", "mb", "--ignore-existing", "--region=us-east-1", "--", "wandb/files"]
      #expect(
        calls.map { $0.map { Array($0.utf8) } }
          == [alias, bucket].map { $0.map { Array($0.utf8) } })
    }
  }

  @Test func scriptsOfScenariosRun() throws {
    let scenarios = Fixture.project.appending(path: "fixtures/scenarios")
    let names = ["docker-run.sh", "minio.sh", "mirror.sh"]
    let scripts = try FileManager.default.subpathsOfDirectory(atPath: scenarios.path)
      .filter { path in path.contains("/expected/") && names.contains { path.hasSuffix("/\($0)") } }
      .sorted().map { scenarios.appending(path: $0) }
    #expect(scripts.count >= 4)
    let scratch = try StubFolder(["docker", "mc", "helm"])
    for script in scripts {
      #expect(try Oracle.shell.complaints(about: [script]).status == 0, "\(script.path)")
      #expect(try Oracle.bash.complaints(about: [script]).status == 0, "\(script.path)")
      let text = try String(contentsOf: script, encoding: .utf8)
      #expect(try !scratch.calls(of: text).isEmpty, "\(script.path)")
    }
  }
}

/// A folder with programs that only record how they are called.
private final class StubFolder {
  private let scratch: Scratch

  init(_ names: [String]) throws {
    scratch = try Scratch()
    let stub = """
      #!/bin/sh
      {
        printf '%s\\0' "${0##*/}"
        last=
        for word; do
          # Docker's client completes `--env NAME` from its environment.
          case $last$word in
          --env*=*) ;;
          --env?*) value=$(printenv "$word" && printf x) && word=$word=${value%?x} ;;
          esac
          printf '%s\\0' "$word"
          last=
          [ "$word" != --env ] || last=$word
        done
        printf '\\001\\0'
      } >>"$CALLS"

      """
    for name in names {
      let file = scratch.url(name)
      try stub.write(to: file, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }
  }

  /// The words of each call of a stub, in order, when a shell runs the script.
  func calls(of script: String) throws -> [[String]] {
    let (file, calls) = (scratch.url("script.sh"), scratch.url("calls"))
    try script.write(to: file, atomically: true, encoding: .utf8)
    try Data().write(to: calls)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [file.path]
    process.environment = [
      "PATH": scratch.url("").path + ":/usr/bin:/bin", "CALLS": calls.path,
      "MINIO_ACCESS_KEY": "access", "MINIO_SECRET_KEY": "secret",
    ]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(script)")
    let words = try Data(contentsOf: calls).split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    return words.split(separator: "\u{1}").map(Array.init)
      .filter { $0 != [""] }
  }
}
