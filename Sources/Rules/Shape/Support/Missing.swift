import ConfigSyntax
import Diagnostics
import Settings

extension Setting {
  /// Whether an input sets a value, here or in a Secret.
  ///
  /// A placeholder is reported elsewhere, and nothing is known about a value that is created later.
  var isSet: Bool {
    switch state {
    case .literal, .reference: true
    case .absent, .unknown, .placeholder, .invalid: false
    }
  }
}

extension ResolvedConfiguration {
  /// Whether no input sets the setting that `setting` returns, for all components or for one.
  func lacks<Value>(_ setting: (Configuration) -> Setting<Value>) -> Bool {
    // The search of the whole tree comes last.
    setting(configuration).isAbsent
      && views.allSatisfy { setting($0.resolved.configuration).isAbsent } && !mayHoldMore
  }

  /// The assignment that set a setting; nil if the setting has no value or a placeholder.
  func origin<Value>(ifSet setting: Setting<Value>) -> Assignment? {
    setting.isSet ? origin(of: setting) : nil
  }

  /// Whether a setting that seems to be missing may be set where it can't be seen: in damaged text,
  /// or in a Secret or ConfigMap whose keys are the variables of a component.
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

extension RuleFindings {
  /// Adds a finding at a setting that has no effect without another one, which no input sets.
  mutating func add<Present, Missing>(
    _ present: Setting<Present>, without missing: (Configuration) -> Setting<Missing>,
    in resolved: ResolvedConfiguration, _ fault: Message, setting: String, help: Message
  ) {
    guard present.isSet, resolved.lacks(missing), let place = resolved.origin(of: present) else {
      return
    }
    add("`\(place.spelling)` \(fault)", at: place, setting: setting, help: help)
  }
}
