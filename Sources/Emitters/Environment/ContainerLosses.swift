import Diagnostics
import Settings

/// What a compose file or a `docker run` can't say about how a container is started.
struct ContainerLosses {
  private let file: ContainerFile
  private var names: [Located] = []
  private var unknown: [Located] = []

  init(_ file: ContainerFile) { self.file = file }

  /// Adds what the file has no word for.
  mutating func add(_ name: Located) { names.append(name) }

  /// Adds what is not known here.
  mutating func addUnknown(_ name: Located) { unknown.append(name) }

  /// Adds the image, unless it is known or absent.
  mutating func addImage(of setup: ContainerSetup) {
    if let image = setup.imageOption, image.value == .unknown { addUnknown(image.name) }
  }

  /// Reports everything in a finding for each reason.
  func report(of setup: ContainerSetup, _ bag: inout DiagnosticBag) {
    let reader = file.phrase
    for (names, reason) in [
      (names, "\(reader) has no equivalent" as Message), (unknown, "the value is not known here"),
      (setup.replaced, "a later input replaces it"),
    ] {
      if let first = names.first {
        bag.report(.optionsNotCarried(names.map(\.value), reason, at: first.span))
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func optionsNotCarried(
    _ names: [String], _ reason: Message, at span: SourceSpan
  ) -> Diagnostic {
    var seen: Set<String> = []
    let all = names.filter { seen.insert($0).inserted }
    let verb = all.count == 1 ? "is" : "are"
    return Diagnostic(
      RenderProblem.optionNotCarried, "\(all.enumeration) \(verb) not rendered: \(reason)",
      at: span)
  }

  /// A volume of a compose file that `docker run` calls by another name.
  static func volumeOfProject(_ name: String, at span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.volumeOfProject,
      "Compose calls volume `\(name)` `PROJECT_\(name)`, but the script mounts `\(name)`", at: span)
    diagnostic.help =
      "write the name that `docker volume ls` shows into the script, if the volume exists already"
    return diagnostic
  }
}
