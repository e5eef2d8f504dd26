import Documents
import Generators
import TestSupport

/// Makes values of whole deployments that should work: what users set, in the forms that readers take.
struct DeploymentGenerator {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed) }

  var seed: UInt64 { random.seed }

  /// The components of both charts that the tests render.
  static let components = ["app", "api", "console", "parquet", "executor"]

  mutating func deployment() -> DocumentValue {
    var tree = DocumentValue.object([
      "global": .object([
        "host": .string("https://wandb.example.com"),
        "license": .string("eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjQxMDI0NDQ4MDB9.c2ln"),
        "bucket": bucket(), "mysql": mysql(),
      ]),
      "mysql": .object(["install": .bool(false)]),
    ])
    let external = sometimes()
    tree.insert(.bool(!external), at: ["redis", "install"])
    if external { tree.insert(redis(), at: ["global", "redis"]) }
    for (path, value) in topics() where sometimes() { tree.insert(value, at: path) }
    for name in Self.components where sometimes() {
      for (path, value) in componentTopics(name) where roll(3) == 0 {
        tree.insert(value, at: [name] + path)
      }
    }
    return tree
  }

  /// A second file: other settings, and nulls in place of some of the first one's.
  ///
  /// Variables with a setting are left out: in Helm, a variable wins over the key that stands for it in
  /// whatever file that is.
  mutating func overlay(of tree: DocumentValue) -> DocumentValue {
    var result = DocumentValue.object([:])
    let global = topics().filter { path, _ in
      !["env", "extraEnv", "sessionLengthHours"].contains(path.last)
    }
    let own = componentTopics("app").filter { path, _ in !["env", "extraEnv"].contains(path[0]) }
    for (path, value) in global + own.map({ (["app"] + $0.0, $0.1) }) where roll(4) == 0 {
      result.insert(value, at: path)
    }
    for path in Self.leaves(of: tree, []) where roll(8) == 0 { result.insert(.null, at: path) }
    return result
  }

  /// The paths of what may be taken back: keys of free maps, and settings with a harmless default.
  private static func leaves(of tree: DocumentValue, _ path: [String]) -> [[String]] {
    guard case .object(let members) = tree else {
      let name = path.last ?? ""
      let isFree = name.hasPrefix("TEAM_VARIABLE") || path.contains("annotations")
      return isFree || removable.contains(name) ? [path] : []
    }
    return members.entries.flatMap { leaves(of: $0.value, path + [$0.key]) }
  }

  private static let removable: Set = [
    "resources", "tolerations", "affinity", "class", "priorityClassName", "path", "size",
  ]

  private mutating func roll(_ sides: Int) -> Int { Int(random.next() % UInt64(sides)) }
  private mutating func sometimes() -> Bool { roll(2) == 0 }
  private mutating func pick(_ texts: [String]) -> DocumentValue { .string(random.pick(texts)) }

  // MARK: The server

  private mutating func bucket() -> DocumentValue {
    var members: DocumentValue.Members = [
      "provider": .string("s3"), "name": .string("acme-files-\(roll(100))"),
      "region": pick(["us-east-1", "eu-west-1", "ap-southeast-2"]),
    ]
    // With keys, a name in front of a path is the address of another store.
    if sometimes() {
      members["path"] = pick(["wandb", "a/b"])
    } else if sometimes() {
      members["accessKey"] = .string("AKIAIOSFODNN7EXAMPLE")
      members["secretKey"] = .string(password())
    }
    return .object(members)
  }

  private mutating func mysql() -> DocumentValue {
    .object([
      "host": pick(["db.example.com", "10.0.0.5"]), "port": .number(3306 + roll(3)),
      "database": pick(["wandb_local", "wandb"]), "user": pick(["wandb", "admin", "svc-wandb"]),
      "password": .string(password()),
    ])
  }

  private mutating func redis() -> DocumentValue {
    var members: DocumentValue.Members = [
      "host": .string("cache.example.com"), "port": .number(6379 + roll(2)),
      "password": .string(password()),
    ]
    if sometimes() { members["params"] = .object(["tls": .bool(true)]) }
    return .object(members)
  }

  /// What Go's parser of URLs and the shell of the init container take as it is.
  private mutating func password() -> String {
    String(
      (0..<12 + roll(12)).map { _ in
        random.pick(Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789-_~"))
      })
  }

  private mutating func topics() -> [([String], DocumentValue)] {
    [
      (["global", "size"], pick(["small", "medium", "large"])),
      (["global", "auth", "sessionLengthHours"], .number(24 * (1 + roll(30)))),
      (
        ["global", "auth", "oidc"],
        .object([
          "clientId": .string("wandb-client"), "secret": .string(password()),
          "authMethod": .string("pkce"), "issuer": .string("https://login.example.com"),
        ])
      ),
      (
        ["global", "email", "smtp"],
        .object([
          "host": .string("mail.example.com"), "port": .number(587), "user": .string("mailer"),
          "password": .string(password()),
        ])
      ),
      (["global", "extraEnv"], variables()), (["global", "env"], variables()),
      (["global", "pod", "labels"], labels()), (["global", "pod", "annotations"], annotations()),
      (["global", "common", "labels"], labels()),
      (["global", "nodeSelector"], labels()), (["global", "tolerations"], tolerations()),
      (
        ["ingress"],
        .object([
          "install": .bool(true), "create": .bool(true), "class": pick(["nginx", "alb"]),
          "annotations": annotations(),
          "tls": .array([
            .object([
              "hosts": .array([.string("wandb.example.com")]), "secretName": .string("wandb-tls"),
            ])
          ]),
        ])
      ),
    ]
  }

  private mutating func variables() -> DocumentValue {
    var members: DocumentValue.Members = [:]
    for number in 0...roll(4) {
      members["TEAM_VARIABLE_\(number)"] = random.pick([
        .string("text \(roll(100))"), .string("a,b=\"c\" # d"), .string("$(HOME)/x"), .number(12),
        .bool(true), .string("007"), .string(""),
      ])
    }
    for (name, value) in Self.switches where roll(8) == 0 { members[name] = .string(value) }
    if roll(4) == 0 {
      members["TEAM_SECRET"] = .object([
        "valueFrom": .object([
          "secretKeyRef": .object(["name": .string("team"), "key": .string("token")])
        ])
      ])
    }
    return .object(members)
  }

  private static let switches = [
    ("GORILLA_DISABLE_CODE_SAVING", "true"), ("GORILLA_ALLOW_USER_TEAM_CREATION", "false"),
    ("GORILLA_DISABLE_PERSONAL_ENTITY", "true"), ("LOGGING_ENABLED", "true"),
    ("ENABLE_REGISTRY_UI", "true"), ("HTTPS_PROXY", "http://proxy.example.com:3128"),
    ("NO_PROXY", "localhost,10.0.0.0/8,.example.com"),
  ]

  // MARK: Kubernetes

  private mutating func componentTopics(_ name: String) -> [([String], DocumentValue)] {
    [
      (["replicaCount"], .number(1 + roll(4))),
      (["env"], variables()), (["extraEnv"], variables()),
      (["envFrom"], .object(["team-settings": pick(["configMapRef", "secretRef"])])),
      (
        ["image"],
        .object([
          "repository": .string("registry.example.com/wandb/\(name)"), "tag": .string("1.2"),
        ])
      ),
      (["resources"], resources()), (["nodeSelector"], labels()),
      (["tolerations"], tolerations()), (["affinity"], affinity()), (["podLabels"], labels()),
      (["podAnnotations"], annotations()), (["pod", "labels"], labels()),
      (["deployment", "annotations"], annotations()),
      (["podSecurityContext"], .object(["runAsUser": .number(999), "fsGroup": .number(0)])),
      (
        ["serviceAccount"],
        .object([
          "create": .bool(true), "name": .string("wandb-\(name)"), "annotations": annotations(),
        ])
      ),
      (["service", "annotations"], annotations()),
      (["podDisruptionBudget", "maxUnavailable"], random.pick([.number(2), .string("25%")])),
      (["priorityClassName"], .string("important")),
      (["terminationGracePeriodSeconds"], .number(30 + roll(60))),
      (
        ["topologySpreadConstraints"],
        .array([
          .object([
            "maxSkew": .number(1), "topologyKey": .string("topology.kubernetes.io/zone"),
            "whenUnsatisfiable": pick(["ScheduleAnyway", "DoNotSchedule"]),
          ])
        ])
      ),
      (
        ["autoscaling", "horizontal"],
        .object([
          "enabled": .bool(true), "minReplicas": .number(2), "maxReplicas": .number(4 + roll(4)),
        ])
      ),
    ]
  }

  private mutating func labels() -> DocumentValue {
    var members: DocumentValue.Members = [:]
    for number in 0...roll(2) {
      members["example.com/key-\(number)"] = pick(["team-a", "1", "true", "a.b_c", "v1.2.3"])
    }
    return .object(members)
  }

  private mutating func annotations() -> DocumentValue {
    var members: DocumentValue.Members = [:]
    for number in 0...roll(2) {
      members["example.com/note-\(number)"] = pick([
        "true", "0", "a text, with \"quotes\"", "two\nlines\n", "https://example.com/?a=b#c", "",
      ])
    }
    return .object(members)
  }

  private mutating func tolerations() -> DocumentValue {
    .array(
      (0...roll(2)).map { number in
        .object([
          "key": .string("dedicated-\(number)"), "operator": .string("Equal"),
          "value": .string("wandb"), "effect": pick(["NoSchedule", "NoExecute"]),
        ])
      })
  }

  private mutating func resources() -> DocumentValue {
    .object([
      "requests": .object([
        "cpu": pick(["500m", "1", "0.25"]), "memory": pick(["1Gi", "512Mi", "500M"]),
      ]),
      "limits": .object(["cpu": pick(["32", "64000m"]), "memory": pick(["256Gi", "512G"])]),
    ])
  }

  private mutating func affinity() -> DocumentValue {
    .object([
      "nodeAffinity": .object([
        "requiredDuringSchedulingIgnoredDuringExecution": .object([
          "nodeSelectorTerms": .array([
            .object([
              "matchExpressions": .array([
                .object([
                  "key": .string("kubernetes.io/arch"), "operator": pick(["In", "NotIn"]),
                  "values": .array([.string("amd64")]),
                ])
              ])
            ])
          ])
        ])
      ])
    ])
  }

  // MARK: Defects

  /// Values of types that Helm's templates or Kubernetes refuse, each at its path in a component.
  static let defects: [(path: [String], value: DocumentValue)] =
    [
      (["replicaCount"], [.string("abc"), .array([.number(1)])]),
      (["nodeSelector"], [.string("a"), .array([.string("a")]), .object(["a": .number(1)])]),
      (["tolerations"], [.string("a"), .object(["key": .string("a")]), .array([.string("a")])]),
      (
        ["podAnnotations"], [.string("a"), .object(["a": .number(1)]), .object(["a": .bool(true)])]
      ),
      (["podLabels"], [.string("a"), .object(["a": .number(1)])]),
      (["affinity"], [.string("a"), .array([.string("a")])]),
      (["resources", "limits"], [.string("1Gi"), .array([.string("1Gi")])]),
      (["podSecurityContext", "runAsUser"], [.string("1000"), .bool(true)]),
      (["podSecurityContext", "runAsNonRoot"], [.string("true"), .number(1)]),
      (["securityContext", "allowPrivilegeEscalation"], [.string("true")]),
      (["serviceAccount", "annotations"], [.array([.string("a")]), .number(1)]),
      (["terminationGracePeriodSeconds"], [.string("abc"), .bool(true)]),
      (
        ["service", "ports"],
        [.array([.object(["port": .string("8080"), "name": .string("http")])])]
      ),
      (["image", "pullPolicy"], [.bool(true)]),
      (["priorityClassName"], [.bool(true)]),
      (
        ["topologySpreadConstraints"], [.string("a"), .array([.object(["maxSkew": .string("1")])])]
      ),
      (["env"], [.object(["A": .object(["valueFrom": .string("x")])])]),
      (["envFrom"], [.object(["team": .number(1)])]),
    ].flatMap { path, values in values.map { (path, $0) } }
}
