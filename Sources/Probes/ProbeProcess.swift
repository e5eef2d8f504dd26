import CLinux
import Glibc
import Probing

/// A child process: reads a request from standard input, and reports its events.
package enum ProbeProcess {
  /// Runs one probe, and returns the exit status: 2 for a request that can't be read.
  package static func run(_ name: String) -> Int32 {
    wandb_keep_memory_private()
    wandb_end_with_parent()
    guard let request = request(), request.probe.rawValue == name else { return 2 }
    signal(SIGPIPE, SIG_IGN)
    // A program that a probe starts must not keep the parent waiting.
    _ = fcntl(ProbeDescriptors.events, F_SETFD, FD_CLOEXEC)
    let steps = Steps(request, reportingOn: ProbeDescriptors.events)
    if request.leftovers.isEmpty { probe(steps) } else { cleanUp(steps) }
    steps.finish()
    return 0
  }

  private static func probe(_ steps: Steps) {
    switch steps.request.probe {
    case .mysql: MySQLProbe.run(steps)
    case .redis: RedisProbe.run(steps)
    case .host: HostProbe.run(steps)
    case .ldap: LDAPProbe.run(steps)
    case .oidc: OIDCProbe.run(steps)
    case .smtp: SMTPProbe.run(steps)
    case .s3: S3Probe.run(steps)
    case .gcs: GoogleStorageProbe.run(steps)
    case .azure: AzureStorageProbe.run(steps)
    case .sqs: SQSProbe.run(steps)
    case .pubsub: PubSubProbe.run(steps)
    case .kubernetes: VersionProbe.kubernetes(steps)
    case .terraform: VersionProbe.terraform(steps)
    // These need no process.
    case .certificates, .license: break
    }
  }

  private static func cleanUp(_ steps: Steps) {
    switch steps.request.probe {
    case .mysql: MySQLProbe.cleanUp(steps)
    case .redis: RedisProbe.cleanUp(steps)
    case .s3: S3Probe.cleanUp(steps)
    case .gcs: GoogleStorageProbe.cleanUp(steps)
    case .azure: AzureStorageProbe.cleanUp(steps)
    // These create nothing.
    case .host, .ldap, .oidc, .smtp, .sqs, .pubsub, .kubernetes, .terraform, .certificates,
      .license:
      break
    }
  }

  /// Reads until the end of standard input; a request is one record.
  private static func request() -> ProbeRequest? {
    var reader = WireReader()
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(ProbeDescriptors.request, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      reader.append(chunk[..<count])
    }
    return reader.next().flatMap { ProbeRequest($0) }
  }
}
