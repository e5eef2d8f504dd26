import Diagnostics

/// What the chart uses for a setting that no input sets, as a release's `values.yaml` has it.
package struct SettingDefault: Sendable {
  /// The key with the default: that of the setting, or of a variable for one component.
  package let path: String
  /// The value as values files write it, without quotes: `3306`, `internal://`, `[]`.
  package let text: String
  /// The value as the setting's type prints it; nil for a template, whose result is not known here.
  package let value: String?
}

extension Field<Configuration> {
  /// The chart's default in a release; nil without one, for an empty text, and for a secret.
  package func chartDefault(in release: ChartVersion) -> SettingDefault? {
    guard !isSecret else { return nil }
    for spelling in spellings where spelling.role == .canonical {
      guard case .helm(let path) = spelling.location, spelling.part == nil || path == name,
        let found = ChartReads.default(at: ChartPath(path), in: release)
      else { continue }
      return SettingDefault(found, at: path, spelling.encoding)
    }
    return variableDefault(in: release)
  }

  /// The default of a setting without a key, which is a variable: below `global.extraEnv`, or of
  /// one component.
  private func variableDefault(in release: ChartVersion) -> SettingDefault? {
    for spelling in spellings where spelling.role == .canonical && spelling.part == nil {
      guard case .environment(let name) = spelling.location else { continue }
      let path = "global.extraEnv.\(name)"
      if let found = ChartReads.default(at: ChartPath(path), in: release) {
        return SettingDefault(found, at: path, spelling.encoding)
      }
      if let own = DefaultVariable.all(named: name, in: release).first {
        return SettingDefault(path: own.path, text: own.text, value: own.text)
      }
    }
    return nil
  }
}

extension SettingDefault {
  fileprivate init?(_ found: ChartDefault, at path: String, _ encoding: Spelling.Encoding) {
    guard let text = found.value, found.kind != .null, !text.isEmpty else { return nil }
    let isTemplate = found.kind == .text && text.holds("{{")
    let isHours = encoding == .hours
    self.init(path: path, text: text, value: isTemplate ? nil : isHours ? text + "h" : text)
  }
}

/// A variable that the chart sets for one component by default, in `<component>.env` or
/// `<component>.extraEnv`, which win over `global.env` and `global.extraEnv`.
package struct DefaultVariable: Sendable {
  package let component: String
  package let name: String
  /// The key in the chart's values: `app.env.BUCKET_QUEUE`.
  package let path: String
  package let text: String

  /// The components' defaults for a variable in a release, other than templates, in the order of
  /// the components' names.
  package static func all(named name: String, in release: ChartVersion) -> [DefaultVariable] {
    let release = ChartRelease.nearest(to: release) ?? ChartRelease.first
    return lines.filter { $0.line.isNamed(name.utf8) }.compactMap { component, section, line in
      guard let found = ChartDefault(line, in: release), found.kind != .map,
        let text = found.value, !text.holds("{{")
      else { return nil }
      return DefaultVariable(
        component: component, name: name, path: "\(component).\(section).\(name)", text: text)
    }
  }

  /// The lines of such variables in any release, found once.
  private static let lines: [(component: String, section: String, line: ChartFactLine)] =
    ChartFacts.defaults.root.children.flatMap { component in
      ComponentName.isComponent(component.name)
        ? ["env", "extraEnv"].flatMap { section in
          (component.child(section)?.children ?? []).map { (component.name, section, $0) }
        } : []
    }
}
