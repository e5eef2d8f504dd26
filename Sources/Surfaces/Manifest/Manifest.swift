package import ConfigSyntax
import Diagnostics
package import Settings

/// A workload of Kubernetes whose pod runs W&B Server: the environment of its container.
///
/// The container is the one with the image `wandb/local`; without such an image, the first one with
/// variables that only the server has together. Source: Kubernetes 1.32, `EnvVar`, `EnvFromSource`.
package struct Manifest: InputKind {
  package static let title = "a Kubernetes workload"

  package static var isSuggested: Bool { false }

  /// The container, and its path for messages.
  private let node: ConfigNode
  private let path: String
  /// The namespace of the workload, and so of the Secrets that it refers to.
  private let namespace: String?
  /// What the workload and its pod say about how they run.
  private let keys: [Located]
  private var objects = KnownObjects()

  /// The keys that lead to the pod in each kind of workload.
  private static let pods: [String: [String]] = [
    "CronJob": ["spec", "jobTemplate", "spec", "template", "spec"],
    "DaemonSet": ["spec", "template", "spec"], "Deployment": ["spec", "template", "spec"],
    "Job": ["spec", "template", "spec"], "Pod": ["spec"],
    "ReplicaSet": ["spec", "template", "spec"], "StatefulSet": ["spec", "template", "spec"],
  ]

  package static func detect(_ document: ConfigDocument) -> Detection {
    guard let root = document.root, let kind = root["kind"], let name = kind.scalar?.text,
      let version = root["apiVersion"]?.located, !version.value.hasPrefix("apps.wandb.com/"),
      let keys = pods[name]
    else { return .no }
    let containers = root.descendant(keys)?["containers"]
    guard case .sequence(let all)? = containers?.kind else {
      return foreign(kind, name, version)
    }
    let local = all.indices.filter { all[$0].runsLocal }
    let found = local.isEmpty ? all.indices.filter { all[$0].hasServerVariables } : local
    guard let number = found.first else { return foreign(kind, name, version) }
    let path = (keys + ["containers[\(number)]"]).joined(separator: ".")
    return .yes(
      Manifest(
        all[number], path: path,
        namespace: root.descendant(["metadata", "namespace"])?.scalar?.text,
        keys: WorkloadKeys.all(of: root, pod: keys, container: number)))
  }

  private static func foreign(_ kind: ConfigNode, _ name: String, _ version: Located) -> Detection {
    .foreign(
      "`\(value: name, at: kind.span)` of `\(value: version.value, at: version.span)`", kind.span,
      alone: "no container of this `\(value: name, at: kind.span)` runs W&B Server")
  }

  private init(_ node: ConfigNode, path: String, namespace: String?, keys: [Located]) {
    (self.node, self.path, self.namespace, self.keys) = (node, path, namespace, keys)
  }

  package var isObject: Bool { true }

  package var form: Deployment.Form? { .container }

  package var container: ContainerSetup? {
    var setup = ContainerSetup(span: (node["name"] ?? node["image"])?.span ?? node.span.sub(0..<0))
    setup.isOpen = true
    setup.workload = keys
    if let image = node["image"], let text = image.scalar?.text {
      setup.image = ServerImage.isLocal(text) ? text : nil
      setup.imageOption = ContainerOption(Located("image", image.span), flag: nil, .text(text))
    }
    return setup
  }

  package func expanded(_ layer: Layer, _ surroundings: inout Surroundings) -> [Layer] {
    var manifest = self
    manifest.objects = surroundings.objects
    for (kind, name) in references { _ = surroundings.use(kind, name, in: namespace) }
    return [Layer(manifest, layer.document)]
  }

  /// The Secrets and ConfigMaps that the container's variables refer to.
  private var references: [(kind: KnownObjects.Kind, name: String)] {
    let sources = (node["envFrom"]?.oneOrMany ?? []).flatMap { source in
      [(KnownObjects.Kind.secret, source["secretRef"]), (.configMap, source["configMapRef"])]
    }
    let values = (node["env"]?.oneOrMany ?? []).compactMap { $0["valueFrom"] }.flatMap {
      from in
      [
        (KnownObjects.Kind.secret, from["secretKeyRef"]),
        (.configMap, from["configMapKeyRef"]),
      ]
    }
    return (sources + values).compactMap { kind, selector in
      selector?["name"]?.scalar.map { (kind, $0.text) }
    }
  }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    var environment = PodEnvironment(objects, namespace)
    environment.readContainer(node, path, &reader)
    if !environment.mayConfigureServer(&reader), !reader.layer.isDamaged {
      let name = node["name"]?.located
      let noun: Message = name.map { "container `\($0.value)`" } ?? "the container"
      reader.findings.report(
        .containerSetsNothing(noun, name?.span ?? node.span.sub(0..<0)))
    }
  }
}

extension ConfigNode {
  /// Whether the container has the image `wandb/local`, from any registry and in any version.
  fileprivate var runsLocal: Bool {
    self["image"]?.scalar.map { ServerImage.isLocal($0.text) } ?? false
  }

  /// Whether the container has variables of the server, and is not another program with some of
  /// the same names.
  fileprivate var hasServerVariables: Bool {
    guard case .sequence(let variables)? = self["env"]?.kind else { return false }
    let names = variables.compactMap { $0["name"]?.scalar?.text }
    // A reverse proxy for the server has a `HOST`, too.
    let isProxy = ServerImage.variables.intersection(names) == ["HOST"]
    return ServerImage.isLikely(
      isProxy ? names.filter { $0 != "HOST" } : names,
      labels: [self["image"]?.scalar?.text, self["name"]?.scalar?.text])
  }
}
