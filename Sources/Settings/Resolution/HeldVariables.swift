/// The variables of `global.extraEnv` and `global.env` that wait until the chart's keys were
/// applied.
///
/// Helm merges all files before the chart lets its variables replace what it derives from keys. So
/// an earlier file's variable wins over a later file's key, and `env` wins over `extraEnv`,
/// whichever file each of them is in. Source: Helm, `-f` of `helm upgrade`; chart operator-wandb,
/// template `wandb-base.env`.
struct HeldVariables: Sendable {
  private var variables: [HeldVariable] = []

  var isEmpty: Bool { variables.isEmpty }

  /// Adds a write to the variable at its location, which sets `fields` together.
  mutating func hold(_ write: Write, in section: GlobalVariables, setting fields: [FieldID]) {
    let isContinued = variables.last.map {
      $0.origin.location == write.origin.location && $0.origin.layer == write.origin.layer
    }
    if isContinued == true {
      variables[variables.count - 1].writes.append(write)
      variables[variables.count - 1].fields += fields
    } else {
      variables.append(HeldVariable(section: section, writes: [write], fields: fields))
    }
  }

  /// Removes the variables at or below a path in the chart's values, and returns them.
  mutating func remove(below path: String) -> [HeldVariable] {
    take { $0.origin.location?.isAtOrBelow(path) == true }
  }

  /// Takes the variables that set one of `fields`, in the order in which they take effect.
  mutating func take(setting fields: [FieldID]) -> [HeldVariable] {
    fields.isEmpty ? [] : take { $0.fields.contains { fields.contains($0) } }
  }

  /// Takes every variable, in the order in which they take effect.
  mutating func takeAll() -> [HeldVariable] { take { _ in true } }

  private mutating func take(where isTaken: (HeldVariable) -> Bool) -> [HeldVariable] {
    let taken = variables.filter(isTaken)
    if !taken.isEmpty { variables.removeAll(where: isTaken) }
    // Each section is in the order of the layers already.
    return GlobalVariables.allCases.flatMap { section in taken.filter { $0.section == section } }
  }
}

/// What one file writes to one variable.
struct HeldVariable: Sendable {
  let section: GlobalVariables
  var writes: [Write]
  /// The fields that it sets.
  var fields: [FieldID]

  var origin: Origin { writes[0].origin }
}
