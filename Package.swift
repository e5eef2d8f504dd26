// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "wandb-cfg",
  products: [
    .executable(name: "wandb-cfg", targets: ["wandb-cfg"]),
    .executable(name: "wandb-cfg-preflight", targets: ["wandb-cfg-preflight"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CLibYAML", providers: [.apt(["libyaml-dev"])]),
    // `mallopt` and `signalfd`, which module Glibc lacks.
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
    // Only `wandb-cfg-preflight` needs these.
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CLDAP", providers: [.apt(["libldap-dev"])]),
    .systemLibrary(name: "CMariaDB", providers: [.apt(["libmariadb-dev"])]),
    .systemLibrary(name: "CSSL", providers: [.apt(["libssl-dev"])]),

    // Facts as text, embedded in the program.
    .target(
      name: "CFacts",
      exclude: [
        "chart-defaults.txt", "chart-keys.txt", "chart-names.txt", "chart-reads.txt",
        "chart-releases.txt", "chart-sizes.txt", "cloud-actions.txt", "cloud-names.txt",
        "cloud-regions.txt", "cloud-roles.txt", "kubernetes-types.txt", "operator-v2-crd.txt",
        "terraform-modules.txt",
      ]),

    // What has to happen before the Swift runtime starts.
    .target(name: "CStart", cSettings: [.define("RELEASE", .when(configuration: .release))]),

    // Leaves: they import nothing.
    .target(name: "Diagnostics"),
    .target(name: "Documents"),

    .target(name: "Reporting", dependencies: ["Diagnostics", "Documents"]),
    .target(
      name: "ConfigSyntax", dependencies: ["Diagnostics", "CLibYAML"],
      linkerSettings: [.linkedLibrary(":libyaml.a")]),
    .target(
      name: "Certificates", dependencies: ["Diagnostics", "COpenSSL"],
      linkerSettings: [.linkedLibrary(":libcrypto.a")]),
    .target(name: "CloudFacts", dependencies: ["Diagnostics", "CFacts"]),
    .target(name: "Terraform", dependencies: ["Diagnostics", "ConfigSyntax", "CFacts"]),
    .target(
      name: "Secrets", dependencies: ["Diagnostics", "Documents", "ConfigSyntax", "Terraform"]),
    .target(
      name: "Settings",
      dependencies: [
        "Diagnostics", "Documents", "ConfigSyntax", "CFacts", "CloudFacts", "Terraform",
      ]),
    .target(
      name: "Surfaces", dependencies: ["Diagnostics", "ConfigSyntax", "Settings", "Terraform"]),
    .target(
      name: "CloudDocuments",
      dependencies: ["CloudFacts", "Diagnostics", "ConfigSyntax", "Settings"]),
    .target(
      name: "Rules",
      dependencies: [
        "Diagnostics", "ConfigSyntax", "CloudDocuments", "CloudFacts", "Settings", "Terraform",
        "Certificates",
      ]),
    .target(
      name: "Emitters",
      dependencies: [
        "Diagnostics", "Documents", "CloudFacts", "ConfigSyntax", "Secrets", "Settings",
        "Surfaces", "Terraform",
      ]),
    .target(
      name: "Project",
      dependencies: [
        "Diagnostics", "Documents", "Reporting", "ConfigSyntax", "Secrets", "Settings",
        "Terraform",
      ]),
    .target(name: "Probing", dependencies: ["Diagnostics"]),
    .target(
      name: "Preflight",
      dependencies: [
        "Certificates", "CloudFacts", "ConfigSyntax", "Diagnostics", "Documents", "Probing",
        "Rules", "Settings", "Terraform",
      ]),
    .target(
      name: "Pipeline",
      dependencies: [
        "Diagnostics", "Documents", "ConfigSyntax", "CloudDocuments", "Secrets", "Settings",
        "Surfaces", "Terraform", "Rules", "Emitters", "Preflight", "Project",
      ]),
    .target(
      name: "Reference",
      dependencies: [
        "Diagnostics", "Documents", "ConfigSyntax", "CloudDocuments", "Settings", "Surfaces",
        "Terraform", "Rules", "Emitters", "Pipeline", "Project",
      ]),
    .target(
      name: "CommandTree",
      dependencies: [
        "Diagnostics", "Documents", "Reporting", "ConfigSyntax", "CLinux", "COpenSSL",
        "CloudDocuments", "Secrets", "Settings", "Terraform", "Emitters", "Pipeline", "Project",
        "Preflight", "Probing", "Reference",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "wandb-cfg", dependencies: ["CommandTree", "CStart"], exclude: ["function-order.txt"]),

    // The second program, which needs more libraries.
    .target(
      name: "Probes",
      dependencies: [
        "CCurl", "CLDAP", "CLinux", "CMariaDB", "CSSL", "Certificates", "CloudDocuments",
        "CloudFacts",
        "ConfigSyntax", "Diagnostics", "Documents", "Probing", "Settings", "Terraform",
      ]),
    .executableTarget(
      name: "wandb-cfg-preflight",
      dependencies: [
        "CommandTree", "CStart", "Diagnostics", "Pipeline", "Preflight", "Probes", "Probing",
      ]),

    // Inputs made from a seed, and properties that hold for any input: for tests and fuzzers.
    .target(
      name: "Generators",
      dependencies: [
        "ConfigSyntax", "Diagnostics", "Documents", "Pipeline", "Settings", "Surfaces",
      ],
      path: "Tests/Generators"),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Certificates", "CloudDocuments", "ConfigSyntax", "Diagnostics", "Documents", "Emitters",
        "Generators", "Pipeline", "Project", "Reporting", "Rules", "Settings", "Terraform",
      ],
      path: "Tests/Fuzzing/Targets"),
    .target(
      name: "TestSupport",
      dependencies: [
        "Diagnostics", "Generators", "Reporting", "ConfigSyntax", "Settings", "Pipeline",
      ],
      path: "Tests/TestSupport"),
    .testTarget(
      name: "ProjectTests",
      dependencies: [
        "ConfigSyntax", "Diagnostics", "Pipeline", "Project", "Reporting", "Settings", "Terraform",
        "TestSupport",
      ]),
    .testTarget(
      name: "DiagnosticsTests",
      dependencies: ["Diagnostics", "Generators", "Reporting", "TestSupport"]),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents", "TestSupport"]),
    .testTarget(
      name: "ConfigSyntaxTests",
      dependencies: [
        "ConfigSyntax", "Diagnostics", "Pipeline", "Generators", "TestSupport",
      ]),
    .testTarget(name: "CloudFactsTests", dependencies: ["CloudFacts", "TestSupport"]),
    .testTarget(
      name: "TerraformTests",
      dependencies: ["ConfigSyntax", "Diagnostics", "Terraform", "Generators", "TestSupport"]),
    .testTarget(
      name: "SettingsTests",
      dependencies: [
        "ConfigSyntax", "Diagnostics", "Documents", "Settings", "Terraform", "Emitters", "Pipeline",
        "Generators", "TestSupport",
      ]),
    .testTarget(
      name: "RulesTests",
      dependencies: [
        "CloudDocuments", "ConfigSyntax", "Diagnostics", "Emitters", "Pipeline", "Preflight",
        "Probing", "Project", "Reference", "Reporting", "Rules", "Secrets", "Settings",
        "Terraform", "Generators", "TestSupport",
      ]),
    .testTarget(
      name: "EmittersTests",
      dependencies: [
        "ConfigSyntax", "Diagnostics", "Documents", "Emitters", "Pipeline", "Settings",
        "Surfaces", "Terraform", "FuzzTargets", "Generators", "TestSupport",
      ]),
    .testTarget(
      name: "FuzzingTests", dependencies: ["FuzzTargets", "Generators", "TestSupport"]),
    .testTarget(
      name: "ReferenceTests",
      dependencies: [
        "Diagnostics", "Emitters", "Pipeline", "Reference", "Settings", "Terraform", "TestSupport",
      ]),
    .testTarget(
      name: "ScenarioTests",
      dependencies: [
        "ConfigSyntax", "Diagnostics", "Documents", "Emitters", "Pipeline", "Project",
        "Reporting", "Settings", "Terraform", "TestSupport",
      ]),
    .testTarget(
      name: "CommandTreeTests",
      dependencies: ["CommandTree", "Diagnostics", "Documents", "TestSupport"]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["TestSupport", "wandb-cfg", "wandb-cfg-preflight"]),
    .testTarget(
      name: "PreflightTests",
      dependencies: [
        "CloudDocuments", "Diagnostics", "Documents", "Pipeline", "Preflight", "Probing", "Probes",
        "Settings", "TestSupport", "wandb-cfg", "wandb-cfg-preflight",
      ],
      exclude: ["Services"]),
    .testTarget(
      name: "ConformanceTests",
      dependencies: [
        "CommandTree", "ConfigSyntax", "Diagnostics", "Documents", "Emitters", "Pipeline",
        "Reference",
        "Reporting", "Settings", "Terraform", "Generators", "TestSupport",
      ],
      exclude: ["Oracles"]),
  ]
)

// `BENCH=1` adds what `make bench` measures against: a do-nothing twin, and catalogues of any size.
if Context.environment["BENCH"] != nil {
  package.targets += [
    .executableTarget(
      name: "bench-twin", dependencies: ["CommandTree", "CStart"], path: "Tests/Benchmarks/Twin"),
    .executableTarget(
      name: "bench-fields", dependencies: ["Diagnostics", "Pipeline", "Settings"],
      path: "Tests/Benchmarks/FieldCount"),
  ]
}

// `FUZZ=1` adds the fuzzers of `make fuzz`, for which everything reports which branches it takes.
let isFuzzing = Context.environment["FUZZ"] != nil
if isFuzzing {
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzzing/CLibFuzzer"),
    .executableTarget(
      name: "wandb-cfg-fuzz", dependencies: ["CLibFuzzer", "FuzzTargets"],
      path: "Tests/Fuzzing/Driver"),
  ]
}

// How release programs are linked: the functions of a short run stand side by side (`make order`).
// `wandb-cfg` needs no library of the machine that it runs on, so it starts on any Linux and without
// a dynamic linker. It has a fixed address, as Go's tools have: relocating a program without one takes
// 15 % of a run or more (`make startup`). `wandb-cfg-preflight` speaks with the network and has none.
// `SYSROOT` names the libraries of other machines (`.ci/dist/sysroot`).
let probeLinking =
  ["-Xclang-linker", "-pie"] + (Context.environment["SYSROOT"].map { ["@\($0)/flags"] } ?? [])
// Without `--static-swift-stdlib`, as pre-commit builds, nothing else names the two libraries.
let staticLinking = ["-static-executable", "-l_FoundationCShims", "-l_FoundationCollections"]
let linking = [
  "wandb-cfg": staticLinking, "bench-twin": staticLinking, "bench-fields": staticLinking,
  "wandb-cfg-preflight": probeLinking,
]
for target in package.targets {
  guard let options = linking[target.name] else { continue }
  target.linkerSettings = [
    .unsafeFlags(
      options + [
        "-Xlinker", "-z", "-Xlinker", "relro", "-Xlinker", "-z", "-Xlinker", "now", "-Xlinker",
        "--section-ordering-file=\(Context.packageDirectory)/Sources/wandb-cfg/function-order.txt",
      ], .when(platforms: [.linux], configuration: .release))
  ]
}

for target in package.targets where target.type != .system {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .treatAllWarnings(as: .error),
      // Generic types are found by their arguments instead of by a mangled name, which the runtime
      // would have to parse for each of the hundreds of types that a run of milliseconds uses once.
      // Functions have sections of their own, so that the linker leaves out what nothing calls.
      .unsafeFlags(
        [
          "-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors",
          "-Xfrontend", "-prespecialize-generic-metadata",
          "-Xfrontend", "-function-sections",
        ], .when(configuration: .release)),
    ]
}

// Optimized, but with every check; `make fuzz` adds the library with libFuzzer's engine.
if isFuzzing {
  for target in package.targets where target.type != .system {
    target.swiftSettings?.append(
      .unsafeFlags(["-sanitize=fuzzer,address", "-assert-config", "Debug"]))
  }
  for target in package.targets where target.name == "wandb-cfg-fuzz" {
    target.linkerSettings = [.linkedLibrary("stdc++"), .unsafeFlags(["-sanitize=address"])]
  }
}
