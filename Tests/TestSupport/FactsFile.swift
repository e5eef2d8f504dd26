import Foundation

/// The lists of `fixtures/facts`, line by line, comments left out.
package enum FactsFile {
  package static func lines(_ name: String) -> [String] {
    let url = Fixture.project.appending(path: "fixtures/facts").appending(path: name)
    guard let data = try? Data(contentsOf: url) else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { !$0.hasPrefix("#") }
  }
}
