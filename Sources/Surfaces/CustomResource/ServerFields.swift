import ConfigSyntax
import Settings

/// What the API server and kubectl add to an object, as `kubectl get -o yaml` prints it.
///
/// Nobody wrote these fields. `kubectl apply` refuses some of them in a new object, and the annotation
/// contains the whole object once more, secrets included. Source: Kubernetes API conventions,
/// "Metadata"; `kubectl apply`, "last-applied-configuration".
extension ConfigNode {
  /// The object as its author would apply it.
  var withoutServerFields: ConfigNode {
    var object = removing(["status"]).rest
    for name in serverMetadata where object["metadata"]?[name] != nil {
      object = object.removing(["metadata", name]).rest
    }
    let annotations = ["metadata", "annotations"]
    let (copy, rest) = object.removing(annotations + [lastApplied])
    guard copy != nil else { return object }
    let isEmpty = rest.descendant(annotations)?.entries?.isEmpty == true
    return isEmpty ? rest.removing(annotations).rest : rest
  }
}

private let serverMetadata = [
  "creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation",
  "managedFields", "resourceVersion", "selfLink", "uid",
]

private let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"
