import Pipeline
import TestSupport
import Testing

/// Cloud documents are compared by their meaning.
@Suite struct DocumentComparisonTests {
  private func difference(_ left: String, _ right: String) -> String {
    let sides = [left, right].map { text in
      Check.compile((text.hasPrefix("<") ? "a.xml" : "a.json", text))
    }
    return Comparison(sides[0], sides[1]).text
  }

  @Test func ignoresOrderAndFormOfRules() {
    let list = """
      [{"AllowedOrigins": ["https://a", "https://b"], "AllowedMethods": ["GET", "PUT"]}]
      """
    let whole = """
      {"CORSRules": [{"AllowedMethods": ["PUT", "GET"],
        "AllowedOrigins": ["https://b", "https://a"]}]}
      """
    #expect(difference(list, whole) == "")
  }

  @Test func ignoresTheFormatOfS3Rules() {
    let xml = """
      <CORSConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><CORSRule>
        <AllowedMethod>PUT</AllowedMethod><AllowedMethod>GET</AllowedMethod>
        <AllowedOrigin>*</AllowedOrigin><MaxAgeSeconds>60</MaxAgeSeconds>
      </CORSRule></CORSConfiguration>
      """
    let json = """
      [{"AllowedOrigins": ["*"], "AllowedMethods": ["GET", "PUT"], "MaxAgeSeconds": 60}]
      """
    #expect(difference(xml, json) == "")
    #expect(difference(xml, json.replacing("60", with: "61")) == "~ cors[0].maxAge: 60 -> 61\n")
  }

  @Test func comparesRules() {
    let left = "[{\"AllowedOrigins\": [\"*\"], \"AllowedMethods\": [\"GET\"]}]"
    let right = """
      [{"AllowedOrigins": ["*"], "AllowedMethods": ["GET", "PUT"], "MaxAgeSeconds": 60}]
      """
    #expect(
      difference(left, right) == """
        ~ cors[0].methods: GET -> GET, PUT
        + cors[0].maxAge: 60

        """)
  }

  @Test func ignoresOrderOfStatementsAndSingleValues() {
    let left = """
      {"Version": "2012-10-17", "Statement": [
        {"Sid": "A", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"],
         "Resource": "arn:aws:s3:::b/*"},
        {"Effect": "Allow", "Action": "sqs:ReceiveMessage", "Resource": ["*"]}]}
      """
    let right = """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Resource": "*", "Action": ["sqs:ReceiveMessage"]},
        {"Sid": "A", "Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"],
         "Resource": ["arn:aws:s3:::b/*"]}]}
      """
    #expect(difference(left, right) == "")
  }

  @Test func comparesStatements() {
    let left = """
      {"Statement": {"Sid": "A", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
      """
    let right = """
      {"Version": "2012-10-17",
        "Statement": {"Sid": "A", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}
      """
    #expect(
      difference(left, right) == """
        ~ iam.Statement[A].Action: "s3:*" -> "s3:GetObject"
        + iam.Version: "2012-10-17"

        """)
  }

  @Test func reportsAMissingDocument() {
    let rule = "[{\"AllowedOrigins\": [\"*\"], \"AllowedMethods\": [\"GET\"]}]"
    #expect(difference(rule, "global: {host: 'https://a'}").hasPrefix("+ global.host: https://a"))
    #expect(difference(rule, "global: {host: 'https://a'}").contains("- cors[0].methods: GET"))
  }

  @Test(arguments: [
    (#""Sid": "A", "Principal": "*""#, #""Principal": {"AWS": ["*"]}"#),
    (
      #""Sid": "A", "Principal": {"AWS": "123456789012"}"#,
      #""Sid": "B", "Principal": {"AWS": ["arn:aws:iam::123456789012:root"]}"#
    ),
    (
      #""Principal": "*", "Action": "s3:getobject""#, #""Principal": "*", "Action": "S3:GetObject""#
    ),
  ])
  func ignoresSpellingsOfAStatement(_ left: String, _ right: String) {
    let sides = [left, right].map { #"{"Statement": [{"Effect": "Deny", \#($0)}]}"# }
    #expect(difference(sides[0], sides[1]) == "")
  }

  @Test func pairsStatementsByMeaningFirst() {
    let first = #"{"Sid": "A", "Effect": "Allow", "Action": "sqs:ReceiveMessage", "Resource": "*"}"#
    let second = #"{"Sid": "B", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "RES"}"#
    let left = #"{"Statement": [\#(first), \#(second)]}"#
    let right = left.replacing(#""Sid": "A", "#, with: "").replacing(#""B""#, with: #""A""#)
    #expect(difference(left, right) == "")
    #expect(
      difference(left, right.replacing("RES", with: "*"))
        == #"~ iam.Statement["Allow" "s3:GetObject"].Resource: "RES" -> "*""# + "\n")
  }
}
