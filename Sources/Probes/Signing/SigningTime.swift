import CCurl
import Glibc

/// A moment in the forms that signatures and HTTP use, always in UTC.
struct SigningTime: Sendable {
  private let seconds: time_t

  init(_ seconds: time_t) { self.seconds = seconds }

  static var now: SigningTime { SigningTime(time(nil)) }

  /// `20130524T000000Z`.
  var compact: String { text("%Y%m%dT%H%M%SZ") }
  /// `20130524`.
  var day: String { text("%Y%m%d") }
  /// `Fri, 24 May 2013 00:00:00 GMT` (RFC 9110, section 5.6.7).
  var http: String { text("%a, %d %b %Y %H:%M:%S GMT") }
  /// `2013-05-24T00:00:00Z`.
  var extended: String { text("%Y-%m-%dT%H:%M:%SZ") }

  func adding(seconds more: Int) -> SigningTime { SigningTime(seconds + more) }

  /// The seconds from this moment to the one in a `Date` header; nil if it can't be read.
  func distance(to header: String) -> Int? {
    let moment = curl_getdate(header, nil)
    return moment < 0 ? nil : moment - seconds
  }

  private func text(_ format: String) -> String {
    var (moment, parts) = (seconds, tm())
    gmtime_r(&moment, &parts)
    var buffer = [CChar](repeating: 0, count: 64)
    let count = strftime(&buffer, buffer.count, format, &parts)
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
