import ConfigSyntax
import Diagnostics
import Settings

/// An entry of the chart's values together with its position in them.
struct ChartEntry {
  let entry: Entry
  /// The path of the section that contains it; empty at the top level.
  let section: String
  /// The path of its key.
  let path: String
  /// The section as the chart knows it; nil if it does not.
  let parent: ChartKey?

  /// An entry of `section`, which the chart knows as `parent`.
  init(_ entry: Entry, in section: String, of parent: ChartKey?) {
    (self.entry, self.section, self.parent) = (entry, section, parent)
    path = entry.path(below: section)
  }

  var key: Located { entry.key }
  var value: ConfigNode { entry.value }

  /// The path of its key for the facts about the chart, where a key may contain a dot.
  var chartPath: ChartPath {
    ChartPath(section.split(separator: ".").map(String.init) + [key.value])
  }
}
