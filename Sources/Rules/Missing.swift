import ConfigSyntax
import Diagnostics
import Settings

extension Setting {
  /// Whether an input gives it a value, here or in a Secret.
  ///
  /// A placeholder has a finding of its own, and of a value that is made later nothing is known.
  var isGiven: Bool {
    switch state {
    case .literal, .reference: true
    case .absent, .unknown, .placeholder, .invalid: false
    }
  }
}

extension ResolvedConfiguration {
  /// Whether no input sets what `setting` reads, for all components or for one of them.
  func lacks<Value>(_ setting: (Configuration) -> Setting<Value>) -> Bool {
    // The search of the whole tree comes last.
    setting(configuration).isAbsent
      && views.allSatisfy { setting($0.resolved.configuration).isAbsent } && !mayHoldMore
  }

  /// The assignment that gave a setting its value, when it has one that is no placeholder.
  func origin<Value>(ofGiven setting: Setting<Value>) -> Assignment? {
    setting.isGiven ? origin(of: setting) : nil
  }

  /// Whether what seems to be missing may stand where nobody looked: in damaged text, or in a Secret
  /// or ConfigMap whose keys are the variables of a component.
  private var mayHoldMore: Bool {
    if isDamaged { return true }
    return (configuration.unmodelled.helm?.entries ?? []).contains { component in
      let containers = component.value["containers"]?.entries ?? []
      return ([component] + containers).contains {
        $0.value["envFrom"]?.entries?.isEmpty == false
      }
    }
  }
}

extension RuleReport {
  /// A finding at a setting that means nothing without another one, which no input sets.
  mutating func report<Given, Missing>(
    _ given: Setting<Given>, without missing: (Configuration) -> Setting<Missing>,
    in resolved: ResolvedConfiguration, _ fault: String, setting: String, help: String
  ) {
    guard given.isGiven, resolved.lacks(missing), let place = resolved.origin(of: given) else {
      return
    }
    report("`\(place.spelling)` \(fault)", at: place, setting: setting, help: help)
  }
}
