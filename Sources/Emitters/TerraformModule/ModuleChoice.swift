import Documents
import Diagnostics
import Settings
import Terraform

/// The release of an official module that a root module calls.
struct ModuleChoice {
  let module: OfficialModule
  let history: ModuleHistory
  let version: ModuleVersion
  let release: ModuleRelease
  /// The Terraform among the inputs.
  let root: RootModule?
  /// The call of the same module among the inputs.
  let existing: OfficialCall?
  /// The call of module kubernetes among the inputs.
  let existingApplication: OfficialCall?
  /// The calls of modules for other clouds among the inputs.
  let others: [OfficialCall]
  /// Module kubernetes, if the release does not install the server itself.
  let application: ApplicationModule?

  /// The name in messages: "module `aws` 8.0.0".
  var title: String { "module `\(module.rawValue)` \(version)" }

  /// The location of findings about something that the inputs lack.
  func span(_ request: RenderRequest) -> SourceSpan { existing?.span ?? request.beginning }

  /// Whether the release has the input and uses it.
  func uses(_ input: String) -> Bool { release.variable(input).map { !$0.hasNoEffect } ?? false }

  func uses(_ row: ModuleInputRow) -> Bool { row.isFor(module) && uses(row.name) }

  /// The input for a bucket in any store, by its keys in the chart; nil if the release has none.
  ///
  /// Before azurerm 2.0.0, `external_bucket` is text that the module does not pass on to the chart.
  var bucketInput: String? {
    let row = ModuleInputTable.rows.first { row in
      guard case .keys(below: "global.bucket") = row.meaning else { return false }
      return uses(row)
    }
    return row.flatMap { release.variable($0.name)?.type == "any" ? $0.name : nil }
  }

  /// The module for a cloud; nil, and reported, when the cloud is not known.
  static func cloud(
    _ request: RenderRequest, for target: Target, _ bag: inout DiagnosticBag
  ) -> ModuleChoice? {
    let calls = request.terraform?.calls.map(\.module) ?? []
    let found =
      request.options.terraform.module?.root ?? calls.first { $0.cloudBucket != nil }
      ?? request.configuration.effectiveBucket.bucket.cloudModule
    guard let module = found else {
      bag.report(.noCloud(target, request))
      return nil
    }
    guard let bucket = module.cloudBucket else {
      bag.report(.noCloudModule(module, target, at: request.beginning))
      return nil
    }
    var findings = DiagnosticBag()
    let choice = choose(module, request.options.terraform, for: request, &findings)
    if choice?.bucketInput == nil,
      let misfit = Diagnostic.otherCloud(bucket, module, request)
    {
      bag.report(misfit)
      return nil
    }
    bag.report(findings.sorted)
    return choice
  }

  /// A release of `module`: the one asked for, that of the inputs, or the newest.
  static func choose(
    _ module: OfficialModule, _ options: TerraformEmitOptions, for request: RenderRequest,
    _ bag: inout DiagnosticBag
  ) -> ModuleChoice? {
    let calls = request.terraform?.calls ?? []
    let existing = calls.first { $0.module == module }
    guard let history = options.catalogue.module(module) else { return nil }
    let newest = history.newestStable
    guard let version = options.version ?? existing?.version ?? newest,
      let release = history.release(at: version)
    else {
      bag.report(
        .noRelease(
          options.version ?? newest, module, newest, at: existing?.span ?? request.beginning))
      return nil
    }
    let application = calls.first { $0.module == .kubernetes }
    return ModuleChoice(
      module: module, history: history, version: version, release: release,
      root: request.terraform?.root, existing: existing, existingApplication: application,
      others: calls.filter {
        $0.module.cloudBucket != nil && $0.module != module
      },
      application: ApplicationModule(connectedTo: release, application, options.catalogue))
  }
}

extension OfficialCall {
  /// Where the module comes from, for a rendering with another release: a copy stays where it is.
  ///
  /// The release of a copy is only replaced if it is known.
  static func source(
    of module: OfficialModule, at version: ModuleVersion, like existing: OfficialCall?
  ) -> HCLDocument.Body {
    if let directory = existing?.directory { return [.attribute("source", .text(directory))] }
    guard let existing, existing.publisher == .copy, let text = existing.call.source?.value,
      let source = ModuleSource(text)
    else {
      return [
        .attribute("source", .text(module.address)),
        .attribute("version", .text(version.description)),
      ]
    }
    let written = existing.call.version?.value
    switch source.origin {
    case .registry:
      let release = existing.version == nil ? written : version.description
      guard let release else { return [.attribute("source", .text(text))] }
      return [.attribute("source", .text(text)), .attribute("version", .text(release))]
    case .repository(let ref):
      guard let ref, let old = existing.version, old != version else {
        return [.attribute("source", .text(text))]
      }
      let moved = text.replacing("ref=\(ref)", with: "ref=v\(version)")
      return [.attribute("source", .text(moved))]
    }
  }
}

extension OfficialModule {
  /// The kind of bucket that the module creates; nil for modules without cloud resources.
  var cloudBucket: BucketProvider? {
    switch self {
    case .aws: .s3
    case .google: .gcs
    case .azurerm: .az
    default: nil
    }
  }
}

extension OfficialCall {
  /// The location of findings about the whole call: its name, or the values file that acts as one.
  var span: SourceSpan { call.name.span }
}

extension Bucket {
  /// The module for the bucket's cloud.
  fileprivate var cloudModule: OfficialModule? {
    switch provider.literal {
    case .s3 where endpoint.isAbsent: .aws
    case .gcs: .google
    case .az: .azurerm
    case .s3, .cw, nil: nil
    }
  }
}

extension Diagnostic {
  fileprivate static func noCloud(
    _ target: Target, _ request: RenderRequest
  ) -> Diagnostic {
    let provider = request.configuration.effectiveBucket.bucket.provider
    let span =
      request.terraform?.calls.first?.span ?? request.resolved.origin(of: provider)?.span
    var diagnostic = Diagnostic(
      RenderProblem.moduleNotChosen, "it is not known which cloud to render `\(target.name)` for",
      at: span ?? request.beginning)
    diagnostic.help = "add `--module aws`, `--module google` or `--module azurerm`"
    return diagnostic
  }

  fileprivate static func noCloudModule(
    _ module: OfficialModule, _ target: Target, at span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.targetMisfit, "`\(target.name)` does not support module `\(module.address)`",
      at: span)
    diagnostic.help = "for an existing cluster, render `terraform-helm`"
    return diagnostic
  }

  fileprivate static func otherCloud(
    _ bucket: BucketProvider, _ module: OfficialModule, _ request: RenderRequest
  ) -> Diagnostic? {
    let (section, configured) = request.configuration.effectiveBucket
    guard let provider = configured.provider.literal, provider != bucket, provider != .cw,
      configured.endpoint.isAbsent
    else { return nil }
    var diagnostic = Diagnostic(
      RenderProblem.targetMisfit,
      """
      module `\(module.rawValue)` requires bucket provider `\(bucket.rawValue)`, \
      not `\(provider.rawValue)`
      """,
      at: request.resolved.origin(of: configured.provider)?.span ?? request.beginning)
    diagnostic.setting = "\(section).provider"
    return diagnostic
  }

  fileprivate static func noRelease(
    _ version: ModuleVersion?, _ module: OfficialModule, _ newest: ModuleVersion?,
    at span: SourceSpan
  ) -> Diagnostic {
    let name = version.map { "\(module.rawValue) \($0)" } ?? module.rawValue
    var diagnostic = Diagnostic(
      RenderProblem.moduleNotChosen, "`\(name)` is not a known module release", at: span)
    diagnostic.help = newest.map { "add `--module-version \($0)`, the newest release" }
    return diagnostic
  }
}
