import Diagnostics
import Probing
import Testing

/// What parent and child say to each other over pipes.
@Suite struct WireRecordTests {
  @Test func readsRecordsInPiecesOfAnySize() {
    let records = [WireRecord(["a", "", "é\n:;\0"]), WireRecord([]), WireRecord(["12:3;"])]
    let bytes = records.flatMap(\.bytes)
    for size in 1...bytes.count {
      var (reader, found) = (WireReader(), [WireRecord]())
      for start in stride(from: 0, to: bytes.count, by: size) {
        reader.append(bytes[start..<min(start + size, bytes.count)])
        while let record = reader.next() { found.append(record) }
      }
      #expect(found == records)
    }
  }

  @Test(arguments: ["x", "1;x", "1;-3:abc", "99999999999999999999;"])
  func stopsAtOtherText(_ text: String) {
    var reader = WireReader()
    reader.append(text.utf8)
    #expect(reader.next() == nil)
    #expect(reader.isBroken)
  }

  @Test func requestsSurvive() throws {
    var request = ProbeRequest(.redis)
    request[.host] = "redis.example.com"
    request[.password] = "pa\nss:1;é"
    request.lack(.user, because: "`redis.user` is computed later")
    request.authorities = "-----BEGIN"
    (request.timeout, request.permission) = (750, .write)
    request.leftovers = ["a", "b"]
    let copy = try #require(ProbeRequest(request.record))
    #expect(copy.record == request.record)
    #expect(copy[.password] == "pa\nss:1;é")
    #expect(copy.lacking == request.lacking)
    #expect("\(copy)".contains("pa\nss") == false)
  }

  @Test func eventsSurvive() throws {
    let events: [ProbeEvent] = [
      .began(step: "signs in", role: .password),
      .found(ProbeFailure(RedisProblem.loginRefused, [.reply: "no"], blaming: .user)),
      .ended(.failed, "x"), .created("k"), .removed("k"), .presented("pem"),
    ]
    for event in events {
      let copy = try #require(ProbeEvent(event.record))
      #expect(copy.record == event.record)
    }
  }
}
