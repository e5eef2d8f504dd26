import Documents
import Settings
import Surfaces

/// Writes the options of a `docker run` as a compose file.
struct ComposeWriter {
  private var service = DocumentValue.Members()
  private var volumes = DocumentValue.Members()
  private var networks = DocumentValue.Members()

  init(_ setup: ContainerSetup, _ container: ServerContainer, _ losses: inout ContainerLosses) {
    service["image"] = .string(container.image)
    losses.addImage(of: setup)
    for option in setup.options where option.flag != "detach" { add(option, &losses) }
    let words = setup.arguments.compactMap(\.text)
    if words.count == setup.arguments.count {
      if !words.isEmpty { service["command"] = .array(words.map { .string($0) }) }
    } else {
      losses.addUnknown(setup.arguments[0].name)
    }
  }

  /// The file with the variables of the server, in the language of Compose.
  func tree(with environment: DocumentValue) -> DocumentValue {
    var service = DocumentValue.Members(
      self.service.entries.map { ($0.key, ComposeDocument.escaped($0.value)) })
    service["environment"] = environment
    var root: DocumentValue.Members = ["services": .object(["wandb": .object(service)])]
    if !volumes.isEmpty { root["volumes"] = ComposeDocument.escaped(.object(volumes)) }
    if !networks.isEmpty { root["networks"] = ComposeDocument.escaped(.object(networks)) }
    return .object(root)
  }

  private mutating func add(_ option: ContainerOption, _ losses: inout ContainerLosses) {
    guard let flag = option.flag, option.value != .unknown else {
      return losses.addUnknown(option.name)
    }
    let text = option.text ?? ""
    switch flag {
    case "publish": append(.string(text), to: "ports")
    case "volume":
      append(.string(text), to: "volumes")
      if let source = Self.volume(in: text) { declare(source) }
    case "mount": addMount(ContainerMount(text), option, &losses)
    case "network": addNetwork(text, option, &losses)
    case "add-host": append(.string(text), to: "extra_hosts")
    case "ulimit": addLimit(text)
    case "entrypoint": service["entrypoint"] = .array([.string(text)])
    case "stop-timeout": service["stop_grace_period"] = .string(text + "s")
    case "volumes-from": append(.string("container:" + text), to: "volumes_from")
    case "health-cmd":
      insert(.array([.string("CMD-SHELL"), .string(text)]), at: "healthcheck.test")
    case "no-healthcheck": insert(.bool(true), at: "healthcheck.disable")
    case "gpus" where text != "all": losses.add(option.name)
    default:
      guard let word = ContainerWord.of(flag: flag) else { return losses.add(option.name) }
      add(text, as: word)
    }
  }

  private mutating func add(_ text: String, as word: ContainerWord) {
    switch word.shape {
    case .text: insert(.string(text), at: word.key)
    case .flag: insert(.bool(true), at: word.key)
    case .list: append(.string(text), to: word.key)
    case .pairs:
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      // The name itself may contain dots.
      var tree = DocumentValue.object(service)
      let path = word.key.split(separator: ".").map(String.init) + [name]
      tree.insert(.string(parts.count > 1 ? String(parts[1]) : ""), at: path)
      service = tree.members ?? service
    }
  }

  private mutating func insert(_ value: DocumentValue, at key: String) {
    var tree = DocumentValue.object(service)
    tree.insert(value, at: key.split(separator: ".").map(String.init))
    service = tree.members ?? service
  }

  private mutating func append(_ value: DocumentValue, to key: String) {
    guard case .array(let elements)? = service[key] else {
      service[key] = .array([value])
      return
    }
    service[key] = .array(elements + [value])
  }

  // MARK: Forms of their own

  /// The name of a volume in `SOURCE:TARGET`; nil for a folder of the host, or none.
  static func volume(in text: String) -> String? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 1, let source = parts.first, let first = source.first,
      !"/.~\\".contains(first)
    else { return nil }
    // `C:\data:/vol`
    return source.count > 1 ? String(source) : nil
  }

  /// Declares a volume, whose name Compose would otherwise begin with that of the project.
  private mutating func declare(_ volume: String) {
    volumes[volume] = .object(["name": .string(volume)])
  }

  private mutating func addMount(
    _ mount: ContainerMount, _ option: ContainerOption, _ losses: inout ContainerLosses
  ) {
    guard mount.others.isEmpty, let target = mount.target else { return losses.add(option.name) }
    var members: DocumentValue.Members = ["type": .string(mount.type)]
    if let source = mount.source { members["source"] = .string(source) }
    members["target"] = .string(target)
    if mount.isReadOnly { members["read_only"] = .bool(true) }
    if mount.type == "bind" {
      members["bind"] = .object(["create_host_path": .bool(false)])
    }
    append(.object(members), to: "volumes")
    if mount.type == "volume", let source = mount.source { declare(source) }
  }

  private mutating func addNetwork(
    _ text: String, _ option: ContainerOption, _ losses: inout ContainerLosses
  ) {
    if ["host", "none", "bridge"].contains(text) || text.hasPrefix("container:") {
      return insert(.string(text), at: "network_mode")
    }
    guard text != "default" else { return }
    // `name=wandb,alias=server`
    guard !text.contains("=") else { return losses.add(option.name) }
    append(.string(text), to: "networks")
    networks[text] = .object(["external": .bool(true)])
  }

  /// Adds a limit such as `nofile=1024:65536`.
  private mutating func addLimit(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    let limits = (parts.last ?? "").split(separator: ":").map { DocumentValue.number(String($0)) }
    guard parts.count == 2, let first = limits.first else { return }
    let value: DocumentValue =
      limits.count > 1 ? .object(["soft": first, "hard": limits[1]]) : first
    insert(value, at: "ulimits." + parts[0])
  }
}
