import Foundation
import Pipeline
import TestSupport

/// What Helm is asked to do, see `Oracles/helm_oracle.py`.
struct HelmCase: Encodable {
  private let step: String
  private var chart: String?
  private var files: [String]?
  private var text: String?

  /// The values of `helm -f FILE -f FILE`.
  static func values(_ files: String...) -> HelmCase { HelmCase(step: "values", files: files) }

  /// What module `helm` makes of its input `spec`, which Terraform encoded to `text`.
  static func set(_ text: String) -> HelmCase { HelmCase(step: "set", text: text) }

  /// The objects of a chart, which Kubernetes must accept.
  static func objects(_ chart: HelmChart, _ files: String...) -> HelmCase {
    HelmCase(step: "objects", chart: chart.folder.path, files: files)
  }

  /// These objects, without texts that the chart makes up anew for every rendering.
  static func stableObjects(_ chart: HelmChart, _ files: String...) -> HelmCase {
    HelmCase(step: "stable", chart: chart.folder.path, files: files)
  }

  /// The variables of the containers in these objects.
  static func containers(_ chart: HelmChart, _ files: String...) -> HelmCase {
    HelmCase(step: "containers", chart: chart.folder.path, files: files)
  }
}

/// A chart for Helm to render.
struct HelmChart: Equatable {
  let folder: URL

  /// Our own, which treats the keys of a component as chart wandb-base documents them.
  static let standIn = HelmChart(
    folder: Fixture.project.appending(path: "Tests/ConformanceTests/Oracles/stand-in-chart"))

  /// Chart operator-wandb, where `WANDB_CHART` names its folder.
  static let official: HelmChart? =
    ProcessInfo.processInfo.environment["WANDB_CHART"].map {
      HelmChart(folder: URL(filePath: $0))
    }
}

extension Oracle {
  /// One answer for each case.
  func answers(_ cases: [HelmCase]) throws -> [Answer] {
    try answers(cases.map { try [UInt8](JSONEncoder().encode($0)) })
  }
}
