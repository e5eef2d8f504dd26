/// The `source` of a module block that names an official W&B module.
package struct ModuleSource: Hashable, Sendable {
  package enum Origin: Hashable, Sendable {
    /// Terraform's registry; the block's `version` picks the release.
    case registry
    /// The repository, at `ref` or else at its default branch; `version` is not allowed with it.
    case repository(ref: String?)
  }

  package let module: OfficialModule
  package let origin: Origin

  /// The release that the source itself pins.
  package var release: ModuleVersion? {
    guard case .repository(let ref?) = origin else { return nil }
    return ModuleVersion(ref)
  }

  /// Reads the address; nil for every other module.
  package init?(_ text: String) {
    if let repository = Self.repository(text) {
      self = repository
      return
    }
    var (path, sub) = Self.split(text[...])
    let host = "registry.terraform.io/"
    if path.lowercased().hasPrefix(host) { path = path.dropFirst(host.count) }
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    guard names.count == 3, names[0] == "wandb", names[1] == "wandb",
      let module = OfficialModule(names[2], sub: sub)
    else { return nil }
    (self.module, origin) = (module, .registry)
  }

  private init(_ module: OfficialModule, _ origin: Origin) {
    (self.module, self.origin) = (module, origin)
  }

  private static func repository(_ text: String) -> ModuleSource? {
    let halves = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = halves.first, let rest = repositoryPath(address) else { return nil }
    let (path, sub) = split(rest)
    let names = path.lowercased().split(separator: "/", omittingEmptySubsequences: false)
    guard names.count == 2, names[0] == "wandb" else { return nil }
    let name = names[1].hasSuffix(".git") ? names[1].dropLast(4) : names[1]
    guard name.hasPrefix("terraform-"), name.hasSuffix("-wandb"),
      let module = OfficialModule(name.dropFirst(10).dropLast(6), sub: sub)
    else { return nil }
    let query = halves.dropFirst().first?.split(separator: "&") ?? []
    let ref = query.first { $0.hasPrefix("ref=") }.map { String($0.dropFirst(4)) }
    return ModuleSource(module, .repository(ref: ref))
  }

  /// The part after the host, for every form in which Terraform accepts a GitHub repository.
  private static func repositoryPath(_ address: Substring) -> Substring? {
    let prefixes = [
      "github.com/", "git::https://github.com/", "git::ssh://git@github.com/",
      "git@github.com:", "git::git@github.com:",
    ]
    let start = address.prefix(32).lowercased()
    return prefixes.first { start.hasPrefix($0) }.map { address.dropFirst($0.count) }
  }

  /// The address, and the folder after `//`.
  private static func split(_ text: Substring) -> (path: Substring, sub: Substring) {
    var last: UInt8?
    for index in text.utf8.indices {
      let byte = text.utf8[index]
      if byte == UInt8(ascii: "/"), last == byte {
        let sub = text[text.utf8.index(after: index)...]
        return (text[..<text.utf8.index(before: index)], sub.hasSuffix("/") ? sub.dropLast() : sub)
      }
      last = byte
    }
    return (text, "")
  }
}

extension OfficialModule {
  fileprivate init?(_ name: Substring, sub: Substring) {
    self.init(rawValue: sub.isEmpty ? String(name) : "\(name)//\(sub)")
    guard sub.isEmpty || rawValue.hasPrefix("\(name)//") else { return nil }
  }
}
