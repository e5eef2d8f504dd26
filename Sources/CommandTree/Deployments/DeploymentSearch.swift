import Diagnostics
import Pipeline
import Terraform

/// One deployment to check.
struct DeploymentRequest {
  /// As the user named it, with the path inside of what they named.
  let name: String
  let contents: Contents

  /// What is to be read.
  enum Contents {
    /// An input of the command line, whatever it is.
    case named
    /// A Terraform directory, by its files.
    case directory([String])
    /// A file, to be checked if it contains settings of W&B.
    case candidate
    /// A folder that can't be read, and why.
    case unreadable(CommandFailure)
  }
}

/// Finds the deployments that inputs name, or that are below them: Terraform directories, and files
/// that may contain settings.
///
/// It lists folders and reads `.gitignore` files. Whoever checks a file looks at its contents.
struct DeploymentSearch {
  /// In the order of the inputs, and in lexical order below each.
  private(set) var found: [DeploymentRequest] = []
  private(set) var skipped = SkippedEntries()
  /// Whether an input was a folder, in which something is expected to be found.
  private(set) var hasFolders = false
  /// The resolved folder that links may not leave.
  private var boundary = ""
  /// What was found, so that it is checked once.
  private var known: Set<FileSystem.Identity> = []
  /// The folders that were searched, which another input may name again.
  private var visited: Set<FileSystem.Identity?> = []

  /// A folder to visit.
  private struct Folder {
    /// The name of a deployment in it.
    let name: String
    /// What precedes the names of its entries.
    let prefix: String
    /// Its path in the repository: empty, or with `/` at its end.
    let path: String
    /// What the folders above it ignore.
    var rules: IgnoreRules
  }

  /// Where deployments are: at the inputs, or also below those that are folders.
  enum Scope { case named, below }

  /// Finds the deployments of `names`, in order.
  init(_ names: [String], _ scope: Scope) {
    for name in names {
      switch scope {
      case .named: add(name)
      case .below: search(name)
      }
    }
    if case .below = scope { leaveOutCalled() }
  }

  /// Leaves out the directories that others call as local modules.
  ///
  /// They are checked there, with the values of their calls. One with values of its own is a
  /// deployment all the same.
  private mutating func leaveOutCalled() {
    var called: Set<FileSystem.Identity> = []
    for request in found {
      guard case .directory(let files) = request.contents else { continue }
      let own = FileSystem.identity(of: request.name)
      for file in files where ModuleFileRole(file).isConfiguration {
        guard
          case .bytes(let bytes)? = try? FileSystem.read(file, limit: Limit.bytes.initial)
        else { continue }
        let folders = LocalModules.folders(calledIn: file, bytes)
        called.formUnion(folders.compactMap { FileSystem.identity(of: $0) }.filter { $0 != own })
      }
    }
    guard !called.isEmpty else { return }
    found.removeAll { request in
      guard case .directory(let files) = request.contents,
        files.allSatisfy({ ModuleFileRole($0).isConfiguration }),
        let own = FileSystem.identity(of: request.name)
      else { return false }
      return called.contains(own)
    }
  }

  /// Adds an input as a deployment, whatever it is.
  private mutating func add(_ name: String) {
    if name == "-" || isNew(Self.subject(of: name)) {
      found.append(DeploymentRequest(name: name, contents: .named))
    }
  }

  /// Adds the deployments below an input that is a folder; a file may be one, too.
  ///
  /// Hooks and patterns of a shell name whatever has changed or is there.
  private mutating func search(_ name: String) {
    guard name != "-" else { return add(name) }
    guard FileSystem.isDirectory(name) else { return addCandidate(name) }
    hasFolders = true
    let surroundings = Repository(around: name)
    boundary = surroundings.root
    visit(
      Folder(
        name: name, prefix: name.hasSuffix("/") ? name : name + "/", path: surroundings.path,
        rules: surroundings.rules))
  }

  private mutating func addCandidate(_ name: String) {
    if Self.isTemplate(name) {
      skipped.templates += 1
    } else if isNew(Self.subject(of: name)) {
      found.append(DeploymentRequest(name: name, contents: .candidate))
    }
  }

  /// Whether a file is a template of a chart, below its folder `templates`.
  private static func isTemplate(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.indices.dropLast().contains { index in
      let chart = parts[..<index].joined(separator: "/")
      return parts[index] == "templates"
        && FileSystem.exists((index == 0 ? "" : chart + "/") + "Chart.yaml")
    }
  }

  /// What is checked when an input is named: of a file that Terraform reads, its directory.
  private static func subject(of name: String) -> String {
    guard ModuleFileRole(name) != .ignored else { return name }
    let prefix = FileSystem.prefix(of: name)
    let folder = prefix.isEmpty ? "." : prefix
    let names = (try? FileSystem.list(folder)) ?? []
    return names.contains { ModuleFileRole($0).isConfiguration } ? folder : name
  }

  /// Whether a path was not found before; one that can't be looked at is reported each time.
  private mutating func isNew(_ path: String) -> Bool {
    guard let identity = FileSystem.identity(of: path) else { return true }
    return known.insert(identity).inserted
  }

  private mutating func visit(_ folder: Folder) {
    guard visited.insert(FileSystem.identity(of: folder.name)).inserted else { return }
    let entries: [FileSystem.Entry]
    do { entries = try FileSystem.entries(folder.name) } catch {
      found.append(DeploymentRequest(name: folder.name, contents: .unreadable(error)))
      return
    }
    var folder = folder
    if entries.contains(where: { $0.name == IgnoreRules.fileName && $0.kind == .file }) {
      addRules(to: &folder)
    }
    var module: [String] = []
    var leavesBoundary = false
    var rest: [FileSystem.Entry] = []
    for entry in entries where keeps(entry, in: folder) {
      let isInModule = entry.kind != .folder && ModuleFileRole(entry.name) != .ignored
      switch entry.kind {
      case .link where isInModule && isInside(folder.prefix + entry.name), .file where isInModule:
        module.append(entry.name)
      case .link:
        skipped.links += 1
        leavesBoundary = leavesBoundary || isInModule
      case .file, .folder, .other: rest.append(entry)
      }
    }
    let isModule = module.contains { ModuleFileRole($0).isConfiguration }
    if isModule, leavesBoundary {
      skipped.incomplete += 1
    } else if isModule {
      addModule(module, in: folder, others: rest)
    } else {
      rest += module.map { FileSystem.Entry(name: $0, kind: .file) }
      rest.sort { $0.name < $1.name }
    }
    let isChart = rest.contains { $0.name == "Chart.yaml" }
    for entry in rest {
      if isChart, entry.kind == .folder, entry.name == "templates" {
        skipped.templates += 1
      } else {
        visit(entry, of: folder)
      }
    }
  }

  private mutating func visit(_ entry: FileSystem.Entry, of folder: Folder) {
    let path = folder.prefix + entry.name
    switch entry.kind {
    case .folder:
      // The patterns of a repository do not apply to another one inside of it.
      let isRepository = FileSystem.exists(path + "/.git")
      visit(
        Folder(
          name: path, prefix: path + "/", path: isRepository ? "" : folder.path + entry.name + "/",
          rules: isRepository ? IgnoreRules() : folder.rules))
    case .file where Self.isCandidate(entry.name) && isNew(path):
      found.append(DeploymentRequest(name: path, contents: .candidate))
    case .file, .link, .other: break
    }
  }

  /// Adds a Terraform directory, unless it is checked with a values file that it is not read with
  /// by default.
  private mutating func addModule(
    _ files: [String], in folder: Folder, others: [FileSystem.Entry]
  ) {
    guard !others.contains(where: { $0.kind == .file && Input.readsValues($0.name) }),
      isNew(folder.name)
    else { return }
    found.append(
      DeploymentRequest(
        name: folder.name, contents: .directory(files.map { folder.prefix + $0 })))
  }

  private mutating func addRules(to folder: inout Folder) {
    let path = folder.prefix + IgnoreRules.fileName
    do { folder.rules.add(try FileSystem.contents(of: path), in: folder.path) } catch {
      found.append(DeploymentRequest(name: path, contents: .unreadable(error)))
    }
  }

  /// Whether an entry is looked at; counts those that are not.
  private mutating func keeps(_ entry: FileSystem.Entry, in folder: Folder) -> Bool {
    let isFolder = entry.kind == .folder
    if isFolder, entry.name.hasPrefix(".") {
      skipped.hidden += 1
    } else if isFolder, entry.name == "node_modules" {
      skipped.dependencies += 1
    } else if folder.rules.ignores(folder.path + entry.name, isFolder: isFolder) {
      skipped.ignored += 1
    } else {
      return true
    }
    return false
  }

  /// Whether a link leads to something inside the boundary.
  private func isInside(_ path: String) -> Bool {
    guard let target = FileSystem.resolved(path) else { return false }
    return FileSystem.isInside(target, boundary) && FileSystem.isRegularFile(target)
  }

  /// Whether the name is one that inputs have.
  private static func isCandidate(_ name: String) -> Bool {
    if Input.readsValues(name) { return !name.hasPrefix(".") }
    return name == "env" || InputFiles.isLayer(name)
  }
}

/// What a search did not look at, by reason.
struct SkippedEntries {
  /// What `.gitignore` ignores; a folder counts once.
  var ignored = 0
  /// Folders whose names begin with a dot, `.git` and `.terraform` among them.
  var hidden = 0
  /// Folders named `node_modules`.
  var dependencies = 0
  /// Templates of a chart, which are not YAML before Helm has run them; a folder counts once.
  var templates = 0
  /// Symbolic links.
  var links = 0
  /// Terraform directories of which a file is a link that is not followed.
  var incomplete = 0
  /// Inputs without settings of W&B.
  var foreign = 0

  /// A clause, nil if nothing was skipped.
  var summary: String? {
    let reasons = [
      (ignored, "entry ignored by .gitignore", "entries ignored by .gitignore"),
      (hidden, "hidden folder", "hidden folders"),
      (dependencies, "node_modules folder", "node_modules folders"),
      (templates, "chart template", "chart templates"),
      (links, "symbolic link", "symbolic links"),
      (incomplete, "incomplete Terraform directory", "incomplete Terraform directories"),
      (foreign, "input without W&B settings", "inputs without W&B settings"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
    return reasons.isEmpty ? nil : "skipped " + reasons.joined(separator: ", ")
  }
}
