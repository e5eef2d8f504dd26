import ConfigSyntax
import Diagnostics
import TestSupport
import Testing

@Suite struct EnvReaderTests {
  private func read(_ text: String) -> (values: [String], findings: [String]) {
    var bag = DiagnosticBag()
    let document = EnvReader.read(
      SourceFile(name: ".env", text: text), FileID(0),
      EnvContext(environment: { $0 == "FROM_HOST" ? "yes" : nil }), &bag)
    let values = (document.root?.entries ?? []).map {
      "\($0.key.value)=\($0.value.scalar?.text ?? "")"
    }
    return (values, bag.sorted.map { "\($0.id.code)@\($0.span.lower)" })
  }

  /// The cases of `docker run --env-file`; `ConformanceTests` asks the program itself.
  @Test(arguments: [
    ("A=1\n", ["A=1"]), ("  A= 1 \n", ["A= 1 "]), ("# c\n\nA=1 # x\n", ["A=1 # x"]),
    ("A=1\r\nB=2\r\n", ["A=1", "B=2"]), ("\u{FEFF}A=1", ["A=1"]),
    ("FROM_HOST\nNOT_THERE\n", ["FROM_HOST=yes"]),
    ("A=b=c\n", ["A=b=c"]), ("A=\n", ["A="]), ("A.B-c=1\n", ["A.B-c=1"]),
    ("A=$X ${Y}\n", ["A=$X ${Y}"]),
  ])
  func readsWhatDockerReads(_ text: String, _ expected: [String]) {
    #expect(read(text).values == expected)
    #expect(read(text).findings.allSatisfy { $0.hasPrefix("WB1031") })
  }

  @Test(arguments: [
    ("export A=1\n", ["WB1014@0"]), ("A =1\n", ["WB1014@0"]), ("=1\n", ["WB1014@0"]),
    ("A=\"1\"\n", ["WB1015@2"]), ("A='1'\n", ["WB1015@2"]), ("A=1\nA=2\n", ["WB1041@4"]),
    ("A=1\n\u{FEFF}B=2\n", ["WB1033@4"]), ("A=1\n\u{FEFF}# a b\n", ["WB1014@4"]),
    ("A=1\n\u{FEFF}#c\n", ["WB1033@4"]), ("A=1\n\u{FEFF}\n", []),
    ("A=" + String(repeating: "x", count: 70_000), ["WB1014@0"]), ("A=\u{0}\n", ["WB1001@2"]),
  ])
  func reportsWhatDockerRefusesOrKeeps(_ text: String, _ findings: [String]) {
    #expect(read(text).findings == findings)
  }

  /// The rest of a value that was broken into lines; docker takes it as a name.
  @Test(arguments: [
    ("A=b\nc-d\n", ["WB1032@4"]), ("A=b\n9c\n", ["WB1032@4"]), ("A=b\ne.f.g\n", ["WB1032@4"]),
    ("A=b\nQ2xpZW50SWQ0NTY3ODk\n", ["WB1032@4"]), ("A=b\nSEKRET47\n", []),
    ("A=b\nhttps_proxy\n", []), ("FROM_HOST\n", []),
  ])
  func reportsLinesThatAreNotNames(_ text: String, _ findings: [String]) {
    #expect(read(text).findings == findings)
  }

  @Test(arguments: [
    ("A=b\nSEKRET47\n", ["SEKRET47"]), ("A=b\n  FOO=c\n", ["c"]),
    ("A=b\nMII/x+y==\n", ["MII/x+y=="]),
    ("A=b\nA1=\n", []),
  ])
  func hidesWhatMayBeTheRestOfAValue(_ text: String, _ hidden: [String]) {
    var bag = DiagnosticBag()
    let file = SourceFile(name: ".env", text: text)
    let document = EnvReader.read(file, FileID(0), EnvContext(environment: { _ in nil }), &bag)
    let shown = document.unnamed.map { String(decoding: file.bytes[$0.range], as: UTF8.self) }
    #expect(shown == hidden)
  }

  @Test(arguments: [
    ("A=abc # prod\n", ["WB1031@5"]), ("A=\t# c\n", ["WB1031@2"]), ("A=a#b\n", []),
    ("A=#b\n", []), ("A=a$b@c\n", ["WB1031@3"]), ("A=${B} # c\n", ["WB1031@2"]),
    ("A=${B\n", ["WB1031@2"]), ("A=$\nC=a$\n", []), ("B=$1\n", ["WB1031@2"]),
    ("A='$b # c'\n", ["WB1015@2"]), ("A=\"$b\n", ["WB1031@2"]), ("A=é$b\n", ["WB1031@4"]),
    ("A=b&c=1\nB=~x\n", []), ("A=b c\nB=it's\n", []), ("A=b \n", []),
    ("A=b\\c\n", ["WB1031@3"]), ("A=b c $d\n", ["WB1031@6"]), ("A=é\nB=`x`\n", ["WB1031@7"]),
    ("A.B=1\n", ["WB1031@0"]),
  ])
  func reportsWhatOtherProgramsReadDifferently(_ text: String, _ findings: [String]) {
    #expect(read(text).findings == findings)
  }

  @Test func keepsQuotesInTheValue() {
    #expect(read("A=\"1\"\n").values == ["A=\"1\""])
  }
}
