import Generators
import TestSupport

/// Types of variables and values that often, but not always, fit them.
struct RootValueGenerator {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed) }

  var seed: UInt64 { random.seed }

  mutating func variable() -> RootModuleSamples.Variable {
    let type = type(3)
    return RootModuleSamples.Variable("type = \(type.text)", value(of: type))
  }

  private indirect enum Kind {
    case word(String)
    case collection(String, Kind)
    case tuple([Kind])
    case object([(name: String, type: Kind, standard: String?)])

    var text: String {
      switch self {
      case .word(let word): return word
      case .collection(let word, let element): return "\(word)(\(element.text))"
      case .tuple(let elements):
        return "tuple([" + elements.map(\.text).joined(separator: ", ") + "])"
      case .object(let attributes):
        let shown = attributes.map { attribute in
          let type = attribute.type.text
          guard let standard = attribute.standard else { return "\(attribute.name) = \(type)" }
          let second = standard.isEmpty ? "" : ", \(standard)"
          return "\(attribute.name) = optional(\(type)\(second))"
        }
        return "object({" + shown.joined(separator: ", ") + "})"
      }
    }
  }

  private mutating func type(_ depth: Int) -> Kind {
    let words = ["string", "number", "bool"]
    guard depth > 0, random.next() % 3 > 0 else { return .word(random.pick(words)) }
    switch random.next() % 6 {
    case 0: return .collection("set", type(depth - 1))
    case 1: return .collection("map", type(depth - 1))
    case 2: return .collection("list", type(depth - 1))
    case 3: return .tuple((0..<random.next() % 3).map { _ in type(depth - 1) })
    default:
      return .object(
        ["a", "b", "c"].prefix(Int(random.next() % 4)).map { name in
          let type = type(depth - 1)
          switch random.next() % 3 {
          case 0: return (name, type, "")
          case 1: return (name, type, fitting(type))
          default: return (name, type, nil)
          }
        })
    }
  }

  // MARK: Values

  private mutating func value(of type: Kind) -> String {
    switch random.next() % 30 {
    case 0: return "null"
    case 1: return random.pick(["\"x\"", "[]", "{}", "1", "[\"x\"]", "{a = 1}", "true"])
    default: break
    }
    switch type {
    case .word("string"):
      return random.pick(["\"x\"", "\"\"", "12", "true", "\"é\"", "\"true\"", "1.5", "\"a b\""])
    case .word("number"): return random.pick(["1", "\"2\"", "-1.5", "1e3", "\"0.1\"", "0"])
    case .word: return random.pick(["true", "false", "\"true\"", "\"false\""])
    case .collection("map", let element):
      let members = ["k", "\"l.m\"", "n"].prefix(Int(random.next() % 4))
      return "{" + members.map { "\($0) = \(value(of: element))" }.joined(separator: ", ") + "}"
    case .collection(_, let element):
      return "[" + (0..<random.next() % 4).map { _ in value(of: element) }.joined(separator: ", ")
        + "]"
    case .tuple(let elements):
      return "[" + elements.map { value(of: $0) }.joined(separator: ", ") + "]"
    case .object(let attributes):
      var members = attributes.filter { _ in random.next() % 8 > 0 }
        .map { "\($0.name) = \(value(of: $0.type))" }
      if random.next() % 5 == 0 { members.append("other = [1]") }
      return "{" + members.joined(separator: ", ") + "}"
    }
  }

  /// A value that has the type, for a default.
  private mutating func fitting(_ type: Kind) -> String {
    switch type {
    case .word("string"): return random.pick(["\"d\"", "7"])
    case .word("number"): return random.pick(["7", "\"8\""])
    case .word: return random.pick(["true", "\"false\""])
    case .collection("map", let element): return "{d = \(fitting(element))}"
    case .collection(_, let element): return "[\(fitting(element))]"
    case .tuple(let elements):
      return "[" + elements.map { fitting($0) }.joined(separator: ", ") + "]"
    case .object(let attributes):
      let required = attributes.filter { $0.standard == nil }
      return "{" + required.map { "\($0.name) = \(fitting($0.type))" }.joined(separator: ", ") + "}"
    }
  }
}
