/// The program whose rules an env file follows.
package enum EnvDialect: String, Sendable, CaseIterable {
  /// `docker run --env-file`: every value is literal (Docker CLI 28.2, `pkg/kvfile`).
  case docker
  /// `.env` and `env_file` of Docker Compose 5.6.
  case compose
  /// `set -a; . FILE` in bash 5.2.
  case shell
  /// `EnvironmentFile=` of systemd 252.
  case systemd

  /// Its program's name in messages.
  var program: String {
    switch self {
    case .docker: "docker"
    case .compose: "Compose"
    case .shell: "the shell"
    case .systemd: "systemd"
    }
  }
}

/// The value of an environment variable of the process, by name; nil where it is not set.
package typealias EnvironmentLookup = @Sendable (String) -> String?

/// How an env file is read, apart from its text.
package struct EnvContext: Sendable {
  /// What an expansion gets from a variable that neither the file nor the process sets.
  package enum Unset: Sendable {
    /// Nothing, as in the program that reads the file here.
    case empty
    /// A value that is not known: the file may be read where the variable is set.
    case unknown
  }

  /// How many bytes the values of variables may have that consist of other ones, together: Linux
  /// starts no program with more than two megabytes of variables (`execve(2)`).
  package static let mostExpanded = 1 << 21

  package var dialect: EnvDialect
  /// The variables of the process that reads the file.
  package var environment: EnvironmentLookup
  package var unset: Unset
  /// Whether what other programs read differently is reported, as it is unless another file names the
  /// program.
  package var reportsDifferences = true

  package init(
    _ dialect: EnvDialect = .docker, unset: Unset = .unknown,
    environment: @escaping EnvironmentLookup
  ) {
    (self.dialect, self.environment, self.unset) = (dialect, environment, unset)
  }
}
