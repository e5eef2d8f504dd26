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
  let given: OfficialCall?
  /// The call of module kubernetes among the inputs.
  let givenApplication: OfficialCall?
  /// The calls of modules for other clouds among the inputs.
  let others: [OfficialCall]
  /// Module kubernetes, if the release does not install the server itself.
  let application: ApplicationModule?

  /// The name in messages: `aws 8.0.0`.
  var name: String { "\(module.rawValue) \(version)" }

  /// The location of findings about something that the inputs lack.
  func place(_ resolved: ResolvedConfiguration) -> SourceSpan {
    given?.place ?? resolved.beginning
  }

  /// Whether the release has the input and uses it.
  func uses(_ input: String) -> Bool { release.variable(input).map { !$0.hasNoEffect } ?? false }

  func uses(_ row: ModuleInputRow) -> Bool { row.isFor(module) && uses(row.name) }

  /// The module for a cloud; nil, and reported, when the cloud is not known.
  static func cloud(
    _ resolved: ResolvedConfiguration, _ options: TerraformEmitOptions, for target: Target,
    _ bag: inout DiagnosticBag
  ) -> ModuleChoice? {
    let calls = options.given?.calls.map(\.module) ?? []
    let found =
      options.module?.root ?? calls.first { $0.cloudBucket != nil }
      ?? resolved.configuration.effectiveBucket.bucket.cloudModule
    guard let module = found else {
      bag.report(.noCloud(target, resolved, options.given))
      return nil
    }
    guard let bucket = module.cloudBucket else {
      bag.report(.noCloudModule(module, target, resolved))
      return nil
    }
    if let misfit = Diagnostic.otherCloud(bucket, module, target, resolved) {
      bag.report(misfit)
      return nil
    }
    return choose(module, options, resolved, &bag)
  }

  /// A release of `module`: the one asked for, that of the inputs, or the newest.
  static func choose(
    _ module: OfficialModule, _ options: TerraformEmitOptions, _ resolved: ResolvedConfiguration,
    _ bag: inout DiagnosticBag
  ) -> ModuleChoice? {
    let given = options.given?.calls.first { $0.module == module }
    guard let history = options.catalogue.module(module) else { return nil }
    let newest = history.newestStable
    guard let version = options.version ?? given?.version ?? newest,
      let release = history.release(at: version)
    else {
      bag.report(
        .noRelease(
          options.version ?? newest, module, newest, at: given?.place ?? resolved.beginning))
      return nil
    }
    let application = options.given?.calls.first { $0.module == .kubernetes }
    return ModuleChoice(
      module: module, history: history, version: version, release: release,
      root: options.given?.root, given: given, givenApplication: application,
      others: (options.given?.calls ?? []).filter {
        $0.module.cloudBucket != nil && $0.module != module
      },
      application: ApplicationModule(beside: release, application, options.catalogue))
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
  var place: SourceSpan { call.name.span }
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
    _ target: Target, _ resolved: ResolvedConfiguration, _ given: TerraformConfiguration?
  ) -> Diagnostic {
    let bucket = resolved.configuration.effectiveBucket.bucket
    let place = given?.calls.first?.place ?? resolved.origin(of: bucket.provider)?.span
    var diagnostic = Diagnostic(
      RenderProblem.moduleNotChosen, "it is not known which cloud to render `\(target.name)` for",
      at: place ?? resolved.beginning)
    diagnostic.help = "add --module aws, --module google or --module azurerm"
    return diagnostic
  }

  fileprivate static func noCloudModule(
    _ module: OfficialModule, _ target: Target, _ resolved: ResolvedConfiguration
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.targetMisfit, "`\(target.name)` does not support module `\(module.address)`",
      at: resolved.beginning)
    diagnostic.help = "for an existing cluster, render `terraform-helm`"
    return diagnostic
  }

  fileprivate static func otherCloud(
    _ bucket: BucketProvider, _ module: OfficialModule, _ target: Target,
    _ resolved: ResolvedConfiguration
  ) -> Diagnostic? {
    let (section, configured) = resolved.configuration.effectiveBucket
    guard let provider = configured.provider.literal, provider != bucket, provider != .cw,
      configured.endpoint.isAbsent
    else { return nil }
    var diagnostic = Diagnostic(
      RenderProblem.targetMisfit,
      """
      module `\(module.rawValue)` requires bucket provider `\(bucket.rawValue)`, \
      not `\(provider.rawValue)`
      """,
      at: resolved.origin(of: configured.provider)?.span ?? resolved.beginning)
    diagnostic.setting = "\(section).provider"
    return diagnostic
  }

  fileprivate static func noRelease(
    _ version: ModuleVersion?, _ module: OfficialModule, _ newest: ModuleVersion?,
    at place: SourceSpan
  ) -> Diagnostic {
    let name = version.map { "\(module.rawValue) \($0)" } ?? module.rawValue
    var diagnostic = Diagnostic(
      RenderProblem.moduleNotChosen, "`\(name)` is not a known module release", at: place)
    diagnostic.help = newest.map { "the newest release is \($0)" }
    return diagnostic
  }
}
