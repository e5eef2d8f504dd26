import ConfigSyntax
import Diagnostics
import Settings

/// Documents of other programs that have no `kind` and often share a folder with the configuration.
enum ForeignDocument {
  /// Recognises the metadata of a chart and a kustomization; Kustomize requires no `kind`.
  static func detect(_ root: ConfigNode) -> Detection {
    guard let entries = root.entries, let first = entries.first, root["kind"] == nil else {
      return .no
    }
    let span = first.key.span
    if root["apiVersion"] != nil, root["name"]?.scalar != nil, root["version"]?.scalar != nil {
      return .foreign("the metadata of a chart", span)
    }
    let isKustomization =
      entries.allSatisfy { kustomization.contains($0.key.value) }
      && entries.contains { entry in
        kustomizationOnly.contains(entry.key.value) || entry.listsFiles
      }
    return isKustomization ? .foreign("a kustomization", span) : .no
  }

  /// Keys that no chart of W&B has at the top level.
  private static let kustomizationOnly = [
    "bases", "components", "configMapGenerator", "generators", "helmCharts", "patches",
    "patchesJson6902", "patchesStrategicMerge", "secretGenerator", "transformers",
  ]

  /// The keys of a kustomization, `kustomize.config.k8s.io/v1beta1`.
  private static let kustomization =
    kustomizationOnly + [
      "apiVersion", "buildMetadata", "commonAnnotations", "commonLabels", "configurations", "crds",
      "generatorOptions", "helmGlobals", "images", "labels", "metadata", "namePrefix", "nameSuffix",
      "namespace", "openapi", "replacements", "replicas", "resources", "sortOptions", "validators",
      "vars",
    ]
}

extension Entry {
  /// `resources: [wandb.yaml]`; a chart's `resources` are a mapping.
  fileprivate var listsFiles: Bool {
    if case .sequence = value.kind { key.value == "resources" } else { false }
  }
}
