import Pipeline
import TestSupport
import Testing

/// Every form of `wandb-facts.md` section 1.1, as a variable and as Helm values.
@Suite struct BucketFormTests {
  struct Form: CustomTestStringConvertible {
    let text: String
    /// Provider, endpoint, account, name, path, accessKey, secretKey, tls and region.
    let parts: [String?]
    var testDescription: String { text }
  }

  private static let names = [
    "global.bucket.provider", "bucket.endpoint", "bucket.account", "global.bucket.name",
    "global.bucket.path", "global.bucket.accessKey", "global.bucket.secretKey", "bucket.tls",
    "global.bucket.region",
  ]

  static let variables: [Form] = [
    // wandb/operator infra-connection-settings; documentation, "Configure W&B server".
    Form(text: "s3://b", parts: ["s3", nil, nil, "b", nil, nil, nil, nil, nil]),
    Form(text: "s3://b/p/q", parts: ["s3", nil, nil, "b", "p/q", nil, nil, nil, nil]),
    Form(text: "s3:///b/p", parts: ["s3", nil, nil, "b", "p", nil, nil, nil, nil]),
    Form(text: "s3://K:S@h/b", parts: ["s3", "h", nil, "b", nil, "K", "S", nil, nil]),
    Form(text: "s3://K:S@h:9000/b", parts: ["s3", "h:9000", nil, "b", nil, "K", "S", nil, nil]),
    Form(
      text: "s3://K:S@h:9000/b?tls=true",
      parts: ["s3", "h:9000", nil, "b", nil, "K", "S", "true", nil]),
    Form(
      text: "s3://K:S@h/b?region=r&tls=true",
      parts: ["s3", "h", nil, "b", nil, "K", "S", "true", "r"]),
    // Documentation, "Bring your own bucket": malformed, and read as it was meant.
    Form(
      text: "s3://K:S@h/b?region=r?tls=true",
      parts: ["s3", "h", nil, "b", nil, "K", "S", "true", "r"]),
    Form(
      text: "s3://K:S@s3.eu-west-1.amazonaws.com/b",
      parts: ["s3", "s3.eu-west-1.amazonaws.com", nil, "b", nil, "K", "S", nil, nil]),
    Form(
      text: "cw://K:S@cwobject.com/b?tls=true",
      parts: ["cw", "cwobject.com", nil, "b", nil, "K", "S", "true", nil]),
    Form(text: "gs://b/p", parts: ["gcs", nil, nil, "b", "p", nil, nil, nil, nil]),
    Form(
      text: "gs://sa%40p.iam:-----BEGIN%20KEY@b",
      parts: ["gcs", nil, nil, "b", nil, "sa@p.iam", "-----BEGIN KEY", nil, nil]),
    Form(text: "az://acc/c/p", parts: ["az", nil, "acc", "c", "p", nil, nil, nil, nil]),
    Form(text: "az://:k%2Fy%3D@acc/c", parts: ["az", nil, "acc", "c", nil, "k/y=", nil, nil, nil]),
    // A raw slash in a key is an error of another rule; the pieces are found all the same.
    Form(
      text: "s3://K:S/x@h:9000/b", parts: ["s3", "h:9000", nil, "b", nil, "K", "S/x", nil, nil]),
    Form(text: "s3://h:9000/b", parts: ["s3", "h:9000", nil, "b", nil, nil, nil, nil, nil]),
  ]

  @Test(arguments: variables)
  func readsTheVariable(_ form: Form) {
    let compilation = Check.env("BUCKET=\(form.text)\n")
    for (name, part) in zip(Self.names, form.parts) {
      #expect(Check.value(name, compilation) == part, "\(name)")
    }
  }

  static let values: [Form] = [
    Form(text: "{provider: s3, name: b}", parts: ["s3", nil, nil, "b", nil, nil, nil, nil, nil]),
    Form(
      text: "{provider: s3, name: b, path: p/q}",
      parts: ["s3", nil, nil, "b", "p/q", nil, nil, nil, nil]),
    Form(
      text:
        "{provider: s3, name: \"h:9000\", path: \"b?tls=true\", accessKey: K, secretKey: S%2Fx}",
      parts: ["s3", "h:9000", nil, "b", nil, "K", "S/x", "true", nil]),
    Form(
      text: "{provider: s3, name: \"h:9000/b\", region: r}",
      parts: ["s3", "h:9000", nil, "b", nil, nil, nil, nil, "r"]),
    Form(
      text: "{provider: az, name: acc/c, path: p, accessKey: k/y=}",
      parts: ["az", nil, "acc", "c", "p", "k/y=", nil, nil, nil]),
    Form(
      text: "{provider: az, name: acc, path: c}",
      parts: ["az", nil, "acc", "c", nil, nil, nil, nil, nil]),
    Form(
      text: "{provider: s3, name: b, secret: {secretName: s}}",
      parts: [
        "s3", nil, nil, "b", nil, "key `ACCESS_KEY` of Secret `s`",
        "key `SECRET_KEY` of Secret `s`", nil, nil,
      ]),
    Form(text: "{name: b}", parts: [nil, nil, nil, "b", nil, nil, nil, nil, nil]),
  ]

  @Test(arguments: values)
  func readsTheValues(_ form: Form) {
    let compilation = Check.yaml("global:\n  bucket: \(form.text)\n")
    for (name, part) in zip(Self.names, form.parts) {
      #expect(Check.value(name, compilation) == part, "\(name)")
    }
  }
}
