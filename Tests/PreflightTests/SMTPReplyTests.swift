import Probes
import Testing

/// What mail servers answer, and what is sent to them.
@Suite struct SMTPReplyTests {
  @Test(arguments: [
    ("250-SIZE 1000", 250, "SIZE 1000", false), ("250 OK", 250, "OK", true), ("354", 354, "", true),
    ("250 ", 250, "", true),
  ])
  func readsLines(_ text: String, _ code: Int, _ rest: String, _ isLast: Bool) throws {
    let line = try #require(SMTPLine(text))
    #expect(line.code == code)
    #expect(line.text == rest)
    #expect(line.isLast == isLast)
  }

  @Test(arguments: ["", "25", "250x", "199 x", "600 x", "HTTP/1.1 400", "٢٥٠ x", "-50 x", "+25 x"])
  func refusesOtherLines(_ text: String) { #expect(SMTPLine(text) == nil) }

  @Test func readsExtensions() {
    let lines = ["localhost", "SIZE 52428800", "starttls", "AUTH PLAIN", "AUTH=LOGIN cram-md5"]
    let extensions = SMTPExtensions(SMTPReply(code: 250, lines: lines))
    #expect(extensions.hasStartTLS)
    #expect(extensions.largestMail == 52_428_800)
    #expect(extensions.loginMethods == ["PLAIN", "LOGIN", "CRAM-MD5"])
  }

  @Test func readsNoExtensionFromTheName() {
    let extensions = SMTPExtensions(SMTPReply(code: 250, lines: ["STARTTLS", "SIZE 0"]))
    #expect(!extensions.hasStartTLS)
    #expect(extensions.largestMail == nil)
    #expect(extensions.loginMethods == nil)
  }

  @Test func knowsReasons() {
    let starttls = SMTPReply(code: 530, lines: ["5.7.0 Must issue a STARTTLS command first"])
    #expect(starttls.demandsTLS && !starttls.demandsLogin)
    let login = SMTPReply(code: 530, lines: ["5.7.0 Authentication Required."])
    #expect(login.demandsLogin && !login.demandsTLS)
    let exchange = SMTPReply(code: 550, lines: ["5.7.57 Client not authenticated to send mail"])
    #expect(exchange.demandsLogin)
    #expect(SMTPReply(code: 550, lines: ["5.7.1 relay not permitted"]).deniesRelay)
    #expect(!SMTPReply(code: 550, lines: ["5.1.1 User unknown"]).deniesRelay)
    #expect(SMTPReply(code: 451, lines: []).isTransient)
  }

  @Test(arguments: [
    (" noreply@wandb.com\n", "noreply@wandb.com"), ("Ü <a@b>", "a@b"),
    ("W&B <a.b+c@d.example>", "a.b+c@d.example"),
  ])
  func readsAddresses(_ text: String, _ address: String) {
    #expect(MailAddress.parse(text) == address)
  }

  @Test(arguments: [
    "", "wandb", "@x", "a@", "a@b@c", "a b@c", "a@b\r\nRCPT TO:<x@y>", "a@b>", "ä@b.c", "a@b,c@d",
  ])
  func refusesOtherAddresses(_ text: String) { #expect(MailAddress.parse(text) == nil) }

  @Test(arguments: [("ä@b.c", true), ("\"a b\"@c", true), ("ä", false), ("a b@c", false)])
  func knowsUncommonAddresses(_ text: String, _ isUncommon: Bool) {
    #expect(MailAddress.isUncommon(text) == isUncommon)
  }

  /// `AHdhbmRiAHNlY3JldHB3` is what `AUTH PLAIN` sends.
  @Test(arguments: [
    ("unknown command AUTH PLAIN AHdhbmRiAHNlY3JldHB3", "unknown command AUTH PLAIN •••"),
    ("can't decode <AHdhbmRiAHNl> or \"Y3JldHB3\"", "can't decode ••• or •••"),
    ("5.7.8 Authentication credentials invalid", "5.7.8 Authentication credentials invalid"),
  ])
  func hidesWhatServersRepeat(_ text: String, _ shown: String) {
    let reply = SMTPReply(code: 535, lines: [text, text]).hiding("AHdhbmRiAHNlY3JldHB3")
    #expect(reply.lines == [shown, shown])
  }
}
