import ConfigSyntax
import Settings

extension Setting {
  /// Whether an input sets a value, here or in a Secret.
  ///
  /// A placeholder is reported elsewhere, and nothing is known about a value that is created later.
  var isSet: Bool {
    switch state {
    case .literal, .reference, .unrecognized: true
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

  /// Whether an unknown key was reported that probably means the chart's key at `path`, a section
  /// around it, or a reference to a Secret in its place: `passwordSecret` for `password`.
  func isMistaken(_ path: String) -> Bool {
    mistakenKeys.contains { $0.hasPrefix(path) || path.hasPrefix($0 + ".") }
  }

  /// The assignment that set a setting; nil if the setting has no value or a placeholder.
  func origin<Value>(ifSet setting: Setting<Value>) -> Assignment? {
    setting.isSet ? origin(of: setting) : nil
  }

  /// The assignment that set `present`, which has no effect without another setting; nil if some
  /// input sets the other one.
  func origin<Present, Missing>(
    of present: Setting<Present>, without missing: (Configuration) -> Setting<Missing>
  ) -> Assignment? {
    guard present.isSet, lacks(missing) else { return nil }
    return origin(of: present)
  }

  /// Whether a setting that seems to be missing may be set where it can't be seen: in damaged text,
  /// or in a Secret or ConfigMap whose keys are the variables of a component.
  var mayHoldMore: Bool {
    if isDamaged { return true }
    return (configuration.unmodelled.helm?.entries ?? []).contains { component in
      let containers = component.value["containers"]?.entries ?? []
      return ([component] + containers).contains {
        $0.value["envFrom"]?.entries?.isEmpty == false
      }
    }
  }
}
