import ArgumentParser
import Glibc
import Preflight
import Probing
import Settings

/// `preflight`: checks a configuration, then the services that it names.
///
/// Probes need libraries that the other commands do not, so they are in a second program. This one
/// replaces itself with it; both parse the same options.
struct PreflightCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preflight", _superCommandName: WandbCfg.name,
    abstract: "Check a configuration, then the services that it names.")

  @Option(
    name: .customLong("only"), parsing: .singleValue,
    help: ArgumentHelp(
      "Probe only these services, separated by commas: \(PreflightCommand.serviceWords).",
      valueName: "services"))
  var only: [String] = []

  @Option(
    name: .customLong("skip"), parsing: .singleValue,
    help: ArgumentHelp("Do not probe these services.", valueName: "services"))
  var skipped: [String] = []

  @Option(help: ArgumentHelp("The time that each probe may take.", valueName: "duration"))
  var timeout = "5s"

  @Flag(
    name: .customLong("write"),
    help: "Also run steps that create objects for a moment: a key, a table, a file, a mail.")
  var writes = false

  @Option(
    name: .customLong("endpoint"), parsing: .singleValue,
    help: ArgumentHelp(
      """
      Probe the bucket or the queue at this address instead of its cloud's, such as \
      bucket=https://bucket.vpce-1.s3.eu-west-1.vpce.amazonaws.com. It gets signed requests, but \
      no secret.
      """, valueName: "service=url"))
  var endpoints: [String] = []

  @Option(
    help: ArgumentHelp("Write an HTML page with every step to this file.", valueName: "file"))
  var report: String?

  @Option(
    help: ArgumentHelp(
      "The output of `terraform show -json PLAN`: also checks its values and changes.",
      valueName: "file"))
  var terraformPlan: String?

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions

  static var serviceWords: String { Service.allCases.map(\.rawValue).joined(separator: ", ") }

  func validate() throws {
    try input.requireAny()
    for word in Self.words(only) + Self.words(skipped) where Service(rawValue: word) == nil {
      throw ValidationError("unknown service '\(word)'; it must be one of \(Self.serviceWords)")
    }
    for text in endpoints where ServiceEndpoint(text) == nil {
      let services = ServiceEndpoint.services.map(\.rawValue).joined(separator: " or ")
      // The text is not repeated: people paste URLs with passwords.
      throw ValidationError(
        "--endpoint must be \(services), =, and a URL without user and path, such as http://[::1]:9000"
      )
    }
    if let report {
      guard report != "-" else { throw ValidationError("--report needs the name of a file") }
      guard !output.writes(to: report) else {
        throw ValidationError("--report and --format write to \(report)")
      }
    }
    guard milliseconds != nil else {
      throw ValidationError("--timeout must be a duration from 100ms to 10m, such as 5s")
    }
  }

  /// The services to probe.
  var services: Set<Service> {
    let asked = Self.words(only).compactMap(Service.init)
    let excluded = Self.words(skipped).compactMap(Service.init)
    return Set(asked.isEmpty ? Service.allCases : asked).subtracting(excluded)
  }

  /// `--timeout`; nil if it is not a duration, or not a sensible one.
  var milliseconds: Int? {
    guard let duration = GoDuration(timeout), (0.1...600).contains(duration.seconds) else {
      return nil
    }
    return Int(duration.seconds * 1000)
  }

  private static func words(_ lists: [String]) -> [String] {
    lists.flatMap { $0.split(separator: ",").map(String.init) }
  }

  /// Runs the second program with the arguments of this one; returns only if there is none.
  func run() throws {
    let program = ProgramPath.sibling("wandb-cfg-preflight")
    var words = ProgramPath.vector([program] + CommandLine.arguments.dropFirst())
    execv(program, &words)
    throw CommandFailure(
      message: """
        can't run \(program): \(String(cString: strerror(errno))); install wandb-cfg-preflight in \
        the folder of wandb-cfg
        """)
  }
}
