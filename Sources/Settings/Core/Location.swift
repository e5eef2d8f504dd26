import Diagnostics
/// The location of a setting on a surface.
package enum Location: Hashable, Sendable {
  /// A path in the values of chart operator-wandb, and under `spec.values` of the custom resource.
  case helm(String)
  /// A variable of the container, in an env file or under `global.extraEnv`.
  case environment(String)
  /// A path in the values of the operator's own chart.
  case operatorChart(String)
  /// A path in a custom resource of apps.wandb.com/v2.
  case resource(String)
  /// An input of the official Terraform modules; the catalogue knows which releases have it.
  case input(String)

  package var name: String {
    switch self {
    case .helm(let path): path
    case .environment(let name): name
    case .operatorChart(let path), .resource(let path): path
    case .input(let name): name
    }
  }

  package var surface: Surface {
    switch self {
    case .helm: .helm
    case .environment: .environment
    case .operatorChart: .operatorChart
    case .resource: .resource
    case .input: .terraform
    }
  }
}

/// A family of locations that make up one artifact.
package enum Surface: String, Sendable, CaseIterable {
  case helm, environment, operatorChart, resource, terraform
}

extension Location {
  /// Whether it is `path` in the chart's values, or below it.
  package func isAtOrBelow(_ path: String) -> Bool {
    guard case .helm(let own) = self, own.hasPrefix(path) else { return false }
    let rest = own.utf8.dropFirst(path.utf8.count)
    return rest.isEmpty || path.isEmpty || rest.first == UInt8(ascii: ".")
  }

  /// The section of variables for every component that contains it; nil for any other location.
  package var globalVariables: GlobalVariables? {
    guard case .helm(let path) = self, path.hasPrefix("global.e") else { return nil }
    return GlobalVariables.allCases.first { section in
      isAtOrBelow(section.rawValue) && path.utf8.count > section.rawValue.utf8.count
    }
  }

  /// The keys of the chart's values that contain its last one.
  package var section: Substring? {
    guard case .helm(let path) = self, let dot = path.lastIndex(of: ".") else { return nil }
    return path[..<dot]
  }

  /// The name of the variable that it is, in an env file or in the chart's values.
  package var variable: String? {
    switch self {
    case .environment(let name): name
    case .helm where isChartVariable: name.pieces(between: ".").last.map(String.init)
    case .helm, .operatorChart, .resource, .input: nil
    }
  }

  /// Whether it is a variable in the chart's values, of every component or of one.
  package var isChartVariable: Bool {
    guard case .helm(let path) = self else { return false }
    let keys = path.pieces(between: ".")
    return keys.count > 2 && keys.dropLast().contains { $0 == "extraEnv" || $0 == "env" }
  }

  /// Whether it is a variable of one of a component's containers, in the chart's values.
  package var isContainerVariable: Bool {
    guard case .helm(let path) = self else { return false }
    return path.pieces(between: ".").dropFirst().first == "containers"
  }

  /// Whether it is a key below the chart's `global` that is not a variable.
  package var isGlobalKey: Bool { isAtOrBelow("global") && globalVariables == nil }
}

/// The sections of the chart's values with variables for every component, of which later ones win.
package enum GlobalVariables: String, CaseIterable, Sendable {
  case extraEnv = "global.extraEnv"
  case env = "global.env"
}
