package import ConfigSyntax
import Diagnostics
package import Settings

/// What `docker inspect CONTAINER` prints: the variables of a container that runs W&B Server.
///
/// Source: Docker Engine API 1.50, `GET /containers/{id}/json`.
package struct DockerInspect: InputKind {
  package static let title = "the output of `docker inspect`"

  private let root: ConfigNode

  /// A list of containers, or one of them.
  package static func detect(_ document: ConfigDocument) -> Detection {
    guard let root = document.root else { return .no }
    let objects = root.oneOrMany
    let containers = objects.filter { object in
      object["Config"]?.entries != nil && (object["HostConfig"] ?? object["State"]) != nil
    }
    guard !containers.isEmpty else {
      let isImage = objects.contains { $0["RepoTags"] != nil && $0["Config"] != nil }
      return isImage
        ? .malformed(
          "this is an image, not a container", root.span.sub(0..<0),
          help: "inspect the container: `docker inspect wandb-local`") : .no
    }
    let named = containers.filter { image(of: $0).map(ServerImage.isLocal) == true }
    let found = named.isEmpty ? containers.filter(isLikelyServer) : named
    guard let container = found.first else {
      return .malformed(
        "no container has the image `wandb/local`", root.span.sub(0..<0),
        help: "inspect the container of W&B Server")
    }
    guard found.count == 1 else {
      return .malformed(
        "several containers look like W&B Server", root.span.sub(0..<0),
        help: "inspect one of them; each server is a configuration of its own")
    }
    return .yes(DockerInspect(root: container))
  }

  private static func image(of container: ConfigNode) -> String? {
    container.descendant(["Config", "Image"])?.scalar?.text
  }

  private static func isLikelyServer(_ container: ConfigNode) -> Bool {
    let elements = container.descendant(["Config", "Env"])?.oneOrMany ?? []
    let names = elements.compactMap { element in
      element.scalar.map { String($0.text.prefix { $0 != "=" }) }
    }
    return ServerImage.isLikely(
      names, labels: [image(of: container), container["Name"]?.scalar?.text])
  }

  package var form: Deployment.Form? { .container }

  package var container: ContainerSetup? {
    var setup = ContainerSetup(span: nameSpan)
    let image = root.descendant(["Config", "Image"])?.scalar?.text
    setup.image = image.flatMap { ServerImage.isLocal($0) ? $0 : nil }
    let host = root["HostConfig"]
    if host?["NetworkMode"]?.scalar?.text != "host" {
      setup.ports = (host?["PortBindings"]?.entries ?? []).compactMap { entry in
        ContainerSetup.portTarget(entry.key.value).map { .init($0, entry.key.span) }
      }
    }
    for mount in root["Mounts"]?.oneOrMany ?? [] {
      guard let target = mount["Destination"]?.scalar, mount["Type"]?.scalar?.text != "tmpfs" else {
        continue
      }
      setup.volumes.append(.init(target.text, mount.span))
    }
    // Without the list, it is not known what is mounted.
    setup.isOpen = root["Mounts"] == nil
    setup.isInspected = true
    carry(&setup)
    return setup
  }

  /// Adds what a rendering writes back: what a user sets, not what the image or Docker adds.
  private func carry(_ setup: inout ContainerSetup) {
    if let image = root.descendant(["Config", "Image"])?.scalar {
      setup.imageOption = ContainerOption(
        Located("Config.Image", setup.span), flag: nil, .text(image.text))
    }
    func add(_ flag: String, _ text: String, _ name: String, _ span: SourceSpan) {
      setup.options.append(ContainerOption(Located(name, span), flag: flag, .text(text)))
    }
    setup.options.append(ContainerOption(Located("State", setup.span), flag: "detach", .none))
    if let name = root["Name"]?.located {
      add("name", String(name.value.drop { $0 == "/" }), "Name", name.span)
    }
    guard let host = root["HostConfig"] else { return }
    if let policy = host["RestartPolicy"], let name = policy["Name"]?.scalar?.text,
      !["", "no"].contains(name)
    {
      let count = policy["MaximumRetryCount"]?.scalar?.text ?? "0"
      add(
        "restart", count == "0" ? name : "\(name):\(count)", "HostConfig.RestartPolicy", policy.span
      )
    }
    for entry in host["PortBindings"]?.entries ?? [] {
      let port =
        entry.key.value.hasSuffix("/tcp") ? String(entry.key.value.dropLast(4)) : entry.key.value
      for binding in entry.value.isNull ? [] : entry.value.oneOrMany {
        let address = binding["HostIp"]?.scalar?.text ?? ""
        let number = binding["HostPort"]?.scalar?.text ?? ""
        let isIPv6 = address.contains(":")
        let sides = address.isEmpty ? [] : [isIPv6 ? "[\(address)]" : address]
        let text = (sides + (number.isEmpty && sides.isEmpty ? [] : [number]) + [port])
        add("publish", text.joined(separator: ":"), "HostConfig.PortBindings", entry.key.span)
      }
    }
    for mount in root["Mounts"]?.oneOrMany ?? [] {
      guard let target = mount["Destination"]?.scalar?.text, let type = mount["Type"]?.scalar?.text,
        let source = mount[type == "volume" ? "Name" : "Source"]?.scalar?.text,
        type == "volume" || type == "bind"
      else { continue }
      let end = mount["RW"]?.scalar?.text == "false" ? ":ro" : ""
      add("volume", "\(source):\(target)\(end)", "Mounts", mount.span)
    }
    let network = host["NetworkMode"]
    if let mode = network?.scalar?.text, !["", "default", "bridge"].contains(mode) {
      add("network", mode, "HostConfig.NetworkMode", network?.span ?? setup.span)
    }
    for (key, flag) in [
      ("ExtraHosts", "add-host"), ("CapAdd", "cap-add"), ("CapDrop", "cap-drop"), ("Dns", "dns"),
      ("SecurityOpt", "security-opt"),
    ] {
      for element in host[key].map({ $0.isNull ? [] : $0.oneOrMany }) ?? [] {
        if let text = element.scalar?.text { add(flag, text, "HostConfig.\(key)", element.span) }
      }
    }
    for (key, flag) in [("Privileged", "privileged"), ("ReadonlyRootfs", "read-only")] {
      guard let node = host[key], node.scalar?.text == "true" else { continue }
      let name = Located("HostConfig.\(key)", node.span)
      setup.options.append(ContainerOption(name, flag: flag, .none))
    }
    if let memory = host["Memory"], let bytes = memory.scalar?.text, bytes != "0" {
      add("memory", bytes, "HostConfig.Memory", memory.span)
    }
    if let user = root.descendant(["Config", "User"]), let name = user.scalar?.text, !name.isEmpty {
      add("user", name, "Config.User", user.span)
    }
  }

  private var nameSpan: SourceSpan {
    root["Name"]?.span ?? root["Config"]?.span ?? root.span.sub(0..<0)
  }

  package func read(_ document: ConfigNode, _ reader: inout SurfaceReader) {
    let environment = ContainerEnvironment(
      path: "Config.Env",
      value: { entry in
        guard let scalar = entry.value.scalar else { return entry.value }
        return ConfigNode(.scalar(Scalar(scalar.text, .environment)), entry.value.span)
      })
    let node = root.descendant(["Config", "Env"])
    let entries = node.map { environment.entries(of: $0, &reader) } ?? []
    if !environment.read(entries, &reader), !reader.layer.isDamaged {
      reader.findings.report(.containerSetsNothing("the container", nameSpan))
    }
  }
}
