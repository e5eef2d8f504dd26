import Glibc

/// The mail that `--write` sends.
struct TestMail {
  /// Header and body; no line begins with a dot.
  let text: String

  init(from sender: String, to recipient: String) {
    let lines = [
      "From: <\(sender)>", "To: <\(recipient)>", "Date: \(Self.date)",
      "Message-ID: <\(TestName.make())@localhost>", "Subject: Test mail of wandb-cfg preflight",
      "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=us-ascii", "",
      "`wandb-cfg preflight --write` sent this mail to check the mail server of W&B.",
    ]
    text = lines.map { $0 + "\r\n" }.joined()
  }

  /// The time as RFC 5322 writes it.
  private static var date: String {
    var (now, parts) = (time(nil), tm())
    gmtime_r(&now, &parts)
    var buffer = [CChar](repeating: 0, count: 64)
    let count = strftime(&buffer, buffer.count, "%a, %d %b %Y %H:%M:%S +0000", &parts)
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
