import Settings

extension ResolvedConfiguration {
  /// Whether a setting has a value in the end: null takes the last one away.
  var setsAnything: Bool {
    var index = index
    return assignments.contains { assignment in
      // Parameters of a URL have no setting.
      guard let id = index.fieldID(named: assignment.setting) else { return true }
      return index.field(id).read(configuration) != nil
    }
  }
}
