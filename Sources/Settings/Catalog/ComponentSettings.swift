import Diagnostics

/// One of the server's workloads, each an instance of subchart wandb-base under its own name.
package struct Component: Sendable {
  /// Whether the chart installs the component at all.
  package var install = Setting<Bool>()
  /// The number of pods.
  package var replicaCount = Setting<Int>()
  /// The size of the component, which overrides `global.size`.
  package var size = Setting<String>()
  /// `image.repository`, without the tag.
  package var imageRepository = Setting<String>()
  /// `image.tag`, which a digest replaces.
  package var imageTag = Setting<String>()
  /// `image.digest`, in place of a tag.
  package var imageDigest = Setting<String>()
  /// Whether the chart creates the component's ServiceAccount.
  package var serviceAccountCreate = Setting<Bool>()
  /// The ServiceAccount; the component's own name by default.
  package var serviceAccountName = Setting<String>()
  /// Annotations of that ServiceAccount, which connect it to a cloud identity.
  package var serviceAccountAnnotations = Setting<MapValue>()
  /// The numeric user of the container's processes.
  package var runAsUser = Setting<Int>()
  /// The numeric primary group of those processes.
  package var runAsGroup = Setting<Int>()
  /// Whether Kubernetes refuses to start an image that runs as root.
  package var runAsNonRoot = Setting<Bool>()
  /// The numeric group that owns the pod's volumes.
  package var fsGroup = Setting<Int>()

  /// Nothing is set.
  package init() {}
}

/// The keys of the component sections.
package enum ComponentName {
  /// The components of every release, in lexical order.
  package static let all = ChartDependency.components

  /// The placeholder in the reference for any component.
  package static let documented = "<component>"

  /// Whether a key at the top level of the values is the section of a component.
  package static func isComponent(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { number(of: $0) != nil }
  }

  /// The index of a name among all.
  static func number(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    table.first(for: Checksum.of(name)) { all[$0].utf8.elementsEqual(name) }
  }

  private static let table = ChecksumTable(all.map { Checksum.of($0) })
}

extension FieldSection {
  /// The settings of the component `name`, defined once for all components.
  package static func component(_ name: String) -> FieldSection {
    FieldSection(
      "Component \(name)", "", source: "Chart wandb-base 0.12.4, values.yaml",
      fields: Field<Component>.component.filter { isInChart($0, name) }.map { field in
        field.lifted(
          to: \.[component: name], name: "\(name).\(field.name)",
          keep: { $0.prefixed(by: name) })
      })
  }
}

extension FieldSection {
  /// Some components are enabled under `global` and have no `install`.
  private static func isInChart(_ field: Field<Component>, _ name: String) -> Bool {
    field.name != "install" || name == ComponentName.documented
      || ChartKey.root.child(name)?.child(field.name) != nil
  }
}

extension Field<Component> {
  fileprivate static var component: [Field] {
    [
      Field(
        "install", \.install, [.helm("install")], summary: "Whether the component is installed."),
      Field(
        "replicaCount", \.replicaCount, [.helm("replicaCount")], [.range(0...10_000)],
        summary: "The number of pods."),
      Field(
        "size", \.size, [.helm("size")],
        summary: "The size of the component, which overrides `global.size`."),
      Field(
        "image.repository", \.imageRepository, [.helm("image.repository")],
        summary: "The repository of the component's image."),
      Field(
        "image.tag", \.imageTag, [.helm("image.tag")],
        summary: "The tag of the component's image, which is its version."),
      Field(
        "image.digest", \.imageDigest, [.helm("image.digest")],
        summary: "The digest of the component's image, in place of a tag."),
      Field(
        "serviceAccount.create", \.serviceAccountCreate, [.helm("serviceAccount.create")],
        summary: "Whether the chart creates the component's service account."),
      Field(
        "serviceAccount.name", \.serviceAccountName, [.helm("serviceAccount.name")],
        summary: "The name of the component's service account."),
      Field(
        "serviceAccount.annotations", \.serviceAccountAnnotations,
        [.helm("serviceAccount.annotations")],
        summary:
          "Annotations of the service account, which bind it to a cloud role or identity."),
      Field(
        "podSecurityContext.runAsUser", \.runAsUser, [.helm("podSecurityContext.runAsUser")],
        [.range(0...4_294_967_295)], summary: "The user ID of the component's processes."),
      Field(
        "podSecurityContext.runAsGroup", \.runAsGroup, [.helm("podSecurityContext.runAsGroup")],
        [.range(0...4_294_967_295)], summary: "The group ID of the component's processes."),
      Field(
        "podSecurityContext.runAsNonRoot", \.runAsNonRoot,
        [.helm("podSecurityContext.runAsNonRoot")],
        summary: "Whether Kubernetes refuses to run the component as root."),
      Field(
        "podSecurityContext.fsGroup", \.fsGroup, [.helm("podSecurityContext.fsGroup")],
        [.range(0...4_294_967_295)], summary: "The group that owns the component's volumes."),
    ]
  }
}
