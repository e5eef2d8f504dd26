import ConfigSyntax
import Diagnostics

/// Variables from env files and from the chart's values.
extension Resolver {
  mutating func setVariable(
    _ entry: Entry, spelling: String, source: Unmodelled.Variable.Source
  ) {
    let name = entry.key.value
    let place = Location.environment(name)
    let read = source == .helm ? HelmText.templated : HelmText.environment
    let found = index.find(place)
    guard case .claim(let claim, let section) = found, !claim.isInert else {
      result.configuration.unmodelled.setVariable(
        Unmodelled.Variable(name: name, value: entry.value, source: source))
      if source == .helm { checkText(entry.value, spelling) }
      return checkUnclaimed(entry, found, spelling)
    }
    let member = member(entry.value, spelling, read)
    if source == .helm { note(entry, spelling, member) }
    // A value that is computed later passes through unchanged.
    result.configuration.unmodelled.removeVariable(name)
    if member.isMadeLater {
      result.configuration.unmodelled.setVariable(
        Unmodelled.Variable(name: name, value: entry.value, source: source))
    }
    switch claim {
    case .member(let number):
      set(member, at: place, of: CompositeID(section: section, index: number))
    case .field(let number, let form):
      let field = FieldID(section: section, index: number)
      guard form.encoding == .hours, case .text(let hours) = member.raw else {
        return write(field, member.raw, spelling, entry.value.span, entry.value.via)
      }
      writeHours(field, hours, spelling, entry.value)
    }
  }

  /// Records a variable that the chart's values set.
  private mutating func note(_ entry: Entry, _ spelling: String, _ member: CompositeMember) {
    result.chartVariables.removeAll { $0.spelling == spelling }
    guard member.text != nil || member.isMadeLater else { return }
    result.chartVariables.append(
      .init(name: entry.key.value, spelling: spelling, value: entry.value))
  }

  /// Checks that the chart, which turns every value into text, prints what was written.
  private mutating func checkText(_ node: ConfigNode, _ spelling: String) {
    if case .sequence = node.kind {
      return reportWrongType(spelling, node, expected: "text")
    }
    guard let scalar = node.scalar, let problem = HelmText.templated(scalar).problem else { return }
    bag.report(.numberForText(spelling, problem, node.span))
  }

  /// Reports why a variable sets nothing.
  private mutating func checkUnclaimed(
    _ entry: Entry, _ found: FieldIndex.Found, _ spelling: String
  ) {
    guard case .claim(.field(let number, let form), let section) = found else {
      return checkVariable(entry)
    }
    let field = index.field(FieldID(section: section, index: number))
    if field.isSecret { result.secretSpans.append(entry.value.span) }
    bag.report(.inert(field, form, spelling, entry.key.span))
  }
}
