import TestSupport
import Testing

/// Brackets that are a placeholder, the documentation's, or part of a password.
@Suite struct BracketsInMailSinkTests {
  @Test(
    arguments: [
      (.env("GORILLA_EMAIL_SINK=smtp://<user:password>@smtp.host.com:<port>"), ["WB2008"]),
      (.env("GORILLA_EMAIL_SINK=smtp://<username:password>@smtp.example.com:587"), ["WB2008"]),
      (.extraEnv("GORILLA_EMAIL_SINK: 'smtp://<user:password>@smtp.host.com:<port>'"), ["WB2008"]),
      (.env("GORILLA_EMAIL_SINK=smtp://smtp.host.com:<port>"), ["WB2008"]),
      (.env("GORILLA_EMAIL_SINK=smtp://<joe:pw>@host:587"), ["WB3033"]),
      (.env("GORILLA_EMAIL_SINK=smtp://<user:s3cr3t>@host:587"), ["WB3033"]),
      (.env("GORILLA_EMAIL_SINK=smtp://<joe:pw@host:587"), ["WB3033"]),
      (.env("GORILLA_EMAIL_SINK=smtp://joe:<s3!cr3t>@host:587"), ["WB3033"]),
      (.env("GORILLA_EMAIL_SINK=smtp://<j>@host:587"), ["WB3033"]),
      (.env("GORILLA_EMAIL_SINK=smtp://<joe:pw>@host:<port>"), ["WB3033", "WB2008"]),
      (.env("GORILLA_EMAIL_SINK=smtp://<joe@example.com:pw>@host:587"), ["WB3033"]),
      (.extraEnv("GORILLA_EMAIL_SINK: 'smtp://<joe:pw>@host:587'"), ["WB3033"]),
      (.env("GORILLA_EMAIL_SINK=smtp://joe:pw>@host:587"), ["WB3006"]),
      (.env("GORILLA_EMAIL_SINK=smtp://joe:%3Cp%21w%3E@host:587"), []),
      (.env("GORILLA_EMAIL_SINK=smtp://host:25"), []),
      (.values("global: {email: {smtp: {host: a, user: joe}}}"), []),
    ] as [(Sample, [String])])
  func distinguishesPlaceholdersFromBrackets(_ sample: Sample, _ codes: [String]) {
    #expect(Set(sample.codes) == Set(codes))
    #expect(sample.codes.count == codes.count)
  }
}

/// Mail servers in Helm values and in variables.
@Suite struct SMTPUserMissingTests {
  @Test(
    arguments: [
      (.values("global: {email: {smtp: {host: smtp.example.com}}}"), "smtp.example.com"),
      (.resource("global: {email: {smtp: {host: a, user: '', port: 25}}}"), "a"),
      (
        .layers(
          "global: {email: {smtp: {host: a, user: joe}}}", "global: {email: {smtp: {user: null}}}"),
        "a"
      ),
    ] as [(Sample, String)])
  func reportsMailServersWithoutUser(_ sample: Sample, _ text: String) {
    #expect(sample.spots("WB3034") == [text])
  }

  @Test(
    arguments: [
      .env("GORILLA_EMAIL_SINK=smtp://smtp.example.com:25"),
      .extraEnv("GORILLA_EMAIL_SINK: 'smtp://smtp.example.com:25'"),
      .values(
        "global: {email: {smtp: {host: a}}, extraEnv: {GORILLA_EMAIL_SINK: 'smtp://a:25'}}"),
      .values("global: {email: {smtp: {host: '', port: 587}}}"),
      .resource(
        "global: {email: {smtp: {host: a, user: {valueFrom: {secretKeyRef: {name: b, key: c}}}}}}"),
    ] as [Sample])
  func acceptsMailServers(_ sample: Sample) {
    #expect(sample.codes == [])
  }

  /// Each has a finding of its own.
  @Test(
    arguments: [
      (.values("global: {email: {smtp: {host: <HOST>}}}"), ["WB2008"]),
      (
        .values(
          "global: {email: {smtp: {host: a}}, extraEnv: {GORILLA_EMAIL_SINK: 'smtp://b:25'}}"),
        ["WB3040"]
      ),
    ] as [(Sample, [String])])
  func leavesPlaceholdersAndOtherServers(_ sample: Sample, _ codes: [String]) {
    #expect(sample.codes == codes)
  }
}

/// A client ID and a secret of the Slack application.
@Suite struct IncompleteSlackTests {
  @Test(
    arguments: [
      (.env("SLACK_CLIENT_ID=221.2"), "221.2"), (.env("GORILLA_SLACK_SECRET=b194"), "b194"),
      (.values("global: {slack: {clientId: '221.2', secret: ''}}"), "221.2"),
    ] as [(Sample, String)])
  func reportsHalfASlackApplication(_ sample: Sample, _ text: String) {
    #expect(sample.spots("WB3049") == [text])
  }

  @Test(
    arguments: [
      .env("SLACK_CLIENT_ID=221.2\nSLACK_SECRET=b194"),
      .values("global: {slack: {clientId: '221.2', secret: b194}}"),
      .values("global: {slack: {clientId: '221.2'}}\napp: {envFrom: {slack: secretRef}}"),
    ] as [Sample])
  func acceptsWholeSlackApplications(_ sample: Sample) {
    #expect(sample.codes == [])
  }

  @Test func leavesPlaceholders() {
    #expect(Sample.env("SLACK_CLIENT_ID=<CLIENT_ID>").codes == ["WB2008"])
  }
}
