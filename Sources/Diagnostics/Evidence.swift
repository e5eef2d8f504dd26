/// Why a code has its severity: who reads what it is about, and the source of that knowledge.
///
/// An error needs a reader that refuses the input, or one with which the server can't work. A warning
/// names the reader that ignores the value or changes it, and a note the one that it is about.
package enum Evidence: Sendable {
  /// A reader, and the publication or measurement that shows what it does.
  case read(by: Reader, source: String)
  /// No reader is known to object; the code is about what people usually mean.
  case noneKnown

  /// A program or service that reads a configuration, a document or a value in it.
  package enum Reader: String, Sendable, CaseIterable {
    case helm = "Helm"
    case chart = "chart operator-wandb"
    case kubernetes = "Kubernetes"
    case wandbOperator = "W&B operator"
    case server = "W&B server"
    case goURLParser = "Go net/url"
    case initContainer = "the chart's init containers"
    case docker = "Docker"
    case argoCD = "Argo CD"
    case envReaders = "docker, Compose, shells and systemd"
    case yamlReaders = "YAML readers"
    case xmlReaders = "XML readers"
    case terraform = "Terraform"
    case terraformModules = "W&B Terraform modules"
    case aws = "AWS"
    case googleCloud = "Google Cloud"
    case azure = "Azure"
    case coreWeave = "CoreWeave"
    case clouds = "cloud providers"
    case ingressController = "ingress controllers"
    case browsers = "browsers"
    case tlsClients = "TLS clients"
    case mailServers = "mail servers"
    case directoryServers = "LDAP servers"
    case identityProviders = "OpenID providers"
    case probedService = "the probed service"
    case program = "wandb-cfg"
  }
}
