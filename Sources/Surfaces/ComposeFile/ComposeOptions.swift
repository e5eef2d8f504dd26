import ConfigSyntax
import Diagnostics
import Settings

/// The keys of a compose service as options of `docker run`.
///
/// What only Compose has is an option without a flag. Source: Compose Specification, "Services".
struct ComposeOptions {
  /// The service after those that it extends.
  private let nodes: [ConfigNode]
  private let context: EnvContext
  private(set) var image: ContainerOption?
  private(set) var options: [ContainerOption] = []
  private(set) var arguments: [ContainerOption] = []

  init(_ nodes: [ConfigNode], _ context: EnvContext) {
    (self.nodes, self.context) = (nodes, context)
    var seen: Set<String> = ["environment", "env_file", "extends"]
    for key in nodes.reversed().flatMap({ $0.entries ?? [] }).map(\.key)
    where seen.insert(key.value).inserted && !key.value.hasPrefix("x-") { read(key) }
  }

  private mutating func read(_ key: Located) {
    guard let node = nodes.reversed().lazy.compactMap({ $0[key.value] }).first, !node.isNull
    else { return }
    switch key.value {
    case "image": image = ContainerOption(key, flag: nil, value(node))
    case "command": arguments = words(node, key)
    case "entrypoint": readEntrypoint(node, key)
    case "ports": for element in elements(key.value) { readPort(element, key) }
    case "volumes": for element in elements(key.value) { readVolume(element, key) }
    case "network_mode":
      let isService = text(node)?.hasPrefix("service:") == true
      add(isService ? nil : "network", value(node), key)
    case "extra_hosts":
      for host in pairs(key.value) { add("add-host", host.map { Self.host($0) }, key) }
    case "volumes_from":
      for element in elements(key.value) {
        guard let text = text(element), text.hasPrefix("container:") else {
          add(nil, .none, key)
          continue
        }
        add("volumes-from", .text(String(text.dropFirst("container:".count))), key)
      }
    case "ulimits": readLimits(node, key)
    case "stop_grace_period":
      let seconds = text(node).flatMap(Self.seconds)
      add(seconds == nil ? nil : "stop-timeout", seconds.map { .text(String($0)) } ?? .none, key)
    case "healthcheck": readHealthCheck(node, key)
    case "deploy": readDeployment(node, key)
    case "logging": readNested(node, key)
    case "networks": readNetworks(node, key)
    default: readWord(node, key)
    }
  }

  // MARK: Words

  /// A key whose values `docker run` writes alike.
  private mutating func readWord(_ node: ConfigNode, _ key: Located) {
    guard let word = ContainerWord.of(key: key.value).first, word.key == key.value else {
      return add(nil, .none, key)
    }
    read(node, as: word, key)
  }

  private mutating func read(_ node: ConfigNode, as word: ContainerWord, _ key: Located) {
    let isTop = word.key == key.value
    switch word.shape {
    case .text: add(node.scalar == nil ? nil : word.flag, value(node), key)
    case .flag:
      switch text(node)?.lowercased() {
      case "true", "yes", "on", "y": add(word.flag, .none, key)
      case "false", "no", "off", "n": return
      default: add(nil, .unknown, key)
      }
    case .list:
      for element in isTop ? elements(key.value) : node.oneOrMany {
        add(element.scalar == nil ? nil : word.flag, value(element), key)
      }
    case .pairs:
      for pair in isTop ? pairs(key.value) : pairs(in: node) { add(word.flag, pair, key) }
    }
  }

  /// A key with a mapping whose keys are words.
  private mutating func readNested(_ node: ConfigNode, _ key: Located) {
    let words = ContainerWord.of(key: key.value)
    for entry in node.entries ?? [] {
      let path = key.value + "." + entry.key.value
      if let word = words.first(where: { $0.key == path }) {
        read(entry.value, as: word, key)
      } else {
        add(nil, .none, Located(path, entry.key.span))
      }
    }
  }

  // MARK: Forms of their own

  /// `[[ADDRESS:]HOST:]CONTAINER[/PROTOCOL]`, or a mapping with these.
  private mutating func readPort(_ node: ConfigNode, _ key: Located) {
    guard let entries = node.entries else { return add("publish", value(node), key) }
    let known: Set = ["target", "published", "host_ip", "protocol", "mode", "name", "app_protocol"]
    guard entries.allSatisfy({ known.contains($0.key.value) }), let target = node["target"] else {
      return add(nil, .none, key)
    }
    let published = node["published"]
    guard let port = text(target), published == nil || published.flatMap(text) != nil else {
      return add("publish", .unknown, key)
    }
    var address = node["host_ip"].flatMap(text) ?? ""
    if address.contains(":"), !address.hasPrefix("[") { address = "[\(address)]" }
    let host = published.flatMap(text) ?? ""
    let sides =
      (address.isEmpty ? [] : [address, host]) + (address.isEmpty && !host.isEmpty ? [host] : [])
    let suffix = node["protocol"].flatMap(text).map { $0 == "tcp" ? "" : "/" + $0 } ?? ""
    add("publish", .text((sides + [port]).joined(separator: ":") + suffix), key)
  }

  /// `[SOURCE:]TARGET[:OPTIONS]`, or a mapping with these.
  private mutating func readVolume(_ node: ConfigNode, _ key: Located) {
    guard let entries = node.entries else { return add("volume", value(node), key) }
    let known: Set = ["type", "source", "target", "read_only", "bind"]
    let hasOthers = entries.contains { !known.contains($0.key.value) }
    let bind = node["bind"]?.entries ?? []
    guard !hasOthers, bind.allSatisfy({ $0.key.value == "create_host_path" }),
      let type = node["type"].flatMap(text), ["bind", "volume", "tmpfs"].contains(type),
      let target = node["target"], node["read_only"].map({ text($0) != nil }) ?? true
    else { return add(nil, .none, key) }
    guard let target = text(target), node["source"].map({ text($0) != nil }) ?? true else {
      return add("volume", .unknown, key)
    }
    let source = node["source"].flatMap(text)
    let isReadOnly = node["read_only"].flatMap(text)?.lowercased() == "true"
    let makesFolder = bind.first.map { text($0.value)?.lowercased() != "false" } ?? true
    let isShort =
      type != "tmpfs" && (type == "volume" || makesFolder)
      && !(target + (source ?? "")).contains(":")
    guard isShort else {
      let fields =
        ["type=\(type)"] + (source.map { ["source=\($0)"] } ?? []) + ["target=\(target)"]
        + (isReadOnly ? ["readonly"] : [])
      return add("mount", .text(fields.joined(separator: ",")), key)
    }
    let sides = (source.map { [$0] } ?? []) + [target] + (isReadOnly ? ["ro"] : [])
    add("volume", .text(sides.joined(separator: ":")), key)
  }

  /// `docker run` takes one word, and further ones after the image.
  private mutating func readEntrypoint(_ node: ConfigNode, _ key: Located) {
    let all = words(node, key)
    guard let first = all.first else { return }
    add("entrypoint", first.value, key)
    if all.count > 1 { arguments = all.dropFirst() + arguments }
  }

  /// A list of words, or text that is split at blanks as a shell does.
  private func words(_ node: ConfigNode, _ key: Located) -> [ContainerOption] {
    guard let scalar = node.scalar else {
      return node.oneOrMany.map { ContainerOption(key, flag: nil, value($0)) }
    }
    guard let text = text(node) else { return [ContainerOption(key, flag: nil, .unknown)] }
    let isPlain = !text.contains { "\"'\\$`\n".contains($0) }
    guard isPlain || scalar.text.isEmpty else {
      return [ContainerOption(key, flag: nil, .unknown)]
    }
    return text.split(separator: " ").map { ContainerOption(key, flag: nil, .text(String($0))) }
  }

  /// `nofile: 65536`, or `nofile: {soft: 1024, hard: 65536}`.
  private mutating func readLimits(_ node: ConfigNode, _ key: Located) {
    for entry in node.entries ?? [] {
      let limits =
        entry.value.entries == nil
        ? [entry.value] : ["soft", "hard"].compactMap { entry.value[$0] }
      let texts = limits.compactMap(text)
      let isKnown = texts.count == limits.count && !texts.isEmpty
      add(
        "ulimit",
        isKnown ? .text("\(entry.key.value)=\(texts.joined(separator: ":"))") : .unknown, key)
    }
  }

  /// Names of networks, which mean something only in the file; the writer looks them up there.
  private mutating func readNetworks(_ node: ConfigNode, _ key: Located) {
    guard let entries = node.entries else {
      for element in elements(key.value) { add(nil, value(element), key) }
      return
    }
    for entry in entries {
      add(nil, entry.value.isNull ? .text(entry.key.value) : .none, key)
    }
  }

  private mutating func readHealthCheck(_ node: ConfigNode, _ key: Located) {
    if node["disable"].flatMap(text)?.lowercased() == "true" {
      return add("no-healthcheck", .none, key)
    }
    let others = (node.entries ?? []).filter { !["test", "disable"].contains($0.key.value) }
    if let test = node["test"] {
      let words = test.oneOrMany.map(value)
      switch (test.scalar, words.first) {
      case (.some, let text?): add("health-cmd", text, key)
      case (nil, .text("NONE")?): return add("no-healthcheck", .none, key)
      case (nil, .text("CMD-SHELL")?) where words.count == 2: add("health-cmd", words[1], key)
      case (nil, .text("CMD")?):
        let texts = test.oneOrMany.dropFirst().compactMap(text)
        let isPlain = texts.count == words.count - 1 && texts.allSatisfy(Self.isPlainWord)
        add(
          isPlain ? "health-cmd" : nil, isPlain ? .text(texts.joined(separator: " ")) : .none, key)
      default: add(nil, .none, key)
      }
    }
    readNested(ConfigNode(.mapping(others), node.span), key)
  }

  /// Limits of a deployment; everything else is a matter of Swarm.
  private mutating func readDeployment(_ node: ConfigNode, _ key: Located) {
    let limits = node.descendant(["resources", "limits"])?.entries ?? []
    let isLimits =
      node.entries?.count == 1 && node["resources"]?.entries?.count == 1
      && limits.allSatisfy { ["cpus", "memory", "pids"].contains($0.key.value) }
    guard isLimits, !limits.isEmpty else { return add(nil, .none, key) }
    for limit in limits {
      let flag = limit.key.value == "pids" ? "pids-limit" : limit.key.value
      add(flag, value(limit.value), key)
    }
  }

  // MARK: Values

  private mutating func add(_ flag: String?, _ value: ContainerOption.Value, _ key: Located) {
    options.append(ContainerOption(key, flag: flag, value))
  }

  private func text(_ node: ConfigNode) -> String? {
    node.scalar.flatMap { ComposeText($0.text, context).known }
  }

  private func value(_ node: ConfigNode) -> ContainerOption.Value {
    text(node).map { .text($0) } ?? .unknown
  }

  /// The elements of a list in every node.
  private func elements(_ key: String) -> [ConfigNode] {
    nodes.flatMap { node -> [ConfigNode] in
      guard let list = node[key], !list.isNull else { return [] }
      return list.oneOrMany
    }
  }

  /// The `NAME=VALUE` of every node, of which the last one of a name counts.
  private func pairs(_ key: String) -> [ContainerOption.Value] {
    let all = nodes.compactMap { $0[key] }.flatMap(pairs)
    let names = all.map { value -> String? in
      if case .text(let text) = value { String(text.prefix { $0 != "=" }) } else { nil }
    }
    var seen: Set<String> = []
    let last = all.indices.reversed().filter { index in
      guard let name = names[index], key != "extra_hosts" else { return true }
      return seen.insert(name).inserted
    }
    return last.reversed().map { all[$0] }
  }

  private func pairs(in node: ConfigNode) -> [ContainerOption.Value] {
    guard let entries = node.entries else { return node.isNull ? [] : node.oneOrMany.map(value) }
    return entries.flatMap { entry in
      entry.value.oneOrMany.map { element in
        if element.isNull { return .text(entry.key.value) }
        return text(element).map { .text("\(entry.key.value)=\($0)") } ?? .unknown
      }
    }
  }

  /// `NAME:ADDRESS`, for which Compose also has `NAME=ADDRESS`.
  private static func host(_ text: String) -> String {
    guard let sign = text.firstIndex(of: "="), !text[..<sign].contains(":") else { return text }
    return text[..<sign] + ":" + text[text.index(after: sign)...]
  }

  /// The whole seconds of a duration such as `1m30s`; nil for another one.
  private static func seconds(_ text: String) -> Int? {
    var (total, digits) = (0, "")
    for character in text {
      switch character {
      case "0"..."9" where digits.count < 6: digits.append(character)
      case "h", "m", "s":
        guard let number = Int(digits) else { return nil }
        total += number * (character == "h" ? 3600 : character == "m" ? 60 : 1)
        digits = ""
      default: return nil
      }
    }
    return digits.isEmpty && !text.isEmpty ? total : nil
  }

  private static func isPlainWord(_ text: String) -> Bool {
    !text.isEmpty && !text.contains { " \t\n\"'\\$`;&|<>()*?[]#~".contains($0) }
  }
}

extension ContainerOption.Value {
  /// The same with another text.
  fileprivate func map(_ change: (String) -> String) -> ContainerOption.Value {
    if case .text(let text) = self { .text(change(text)) } else { self }
  }
}
