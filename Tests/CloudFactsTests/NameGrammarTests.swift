import CloudFacts
import Testing

/// The grammars of names, and the annotations of service accounts.
@Suite struct NameGrammarTests {
  @Test(
    arguments: [
      (NameGrammar.bucketS3, "wandb.files", nil), (.bucketS3, "ab", .tooShort),
      (.bucketS3, String(repeating: "a", count: 64), .tooLong),
      (.bucketS3, "wandb_files", .forbiddenCharacter), (.bucketS3, "Wandb", .forbiddenCharacter),
      (.bucketS3, "-wandb", .badStart), (.bucketS3, "wandb-", .badEnd),
      (.bucketS3, "wandb..files", .contains("..")),
      (.oldBucketS3, "Wandb_files-", nil), (.oldBucketS3, "wandb/files", .forbiddenCharacter),
      (.oldBucketS3, String(repeating: "a", count: 255), nil),
      (.bucketGoogle, "wandb_files", nil), (.bucketGoogle, "my-google-files", .contains("google")),
      (.container, "wandb-files", nil), (.container, "wandb.files", .forbiddenCharacter),
      (.storageAccount, "wandb-1", .forbiddenCharacter), (.storageAccount, "wandb1", nil),
      (.queueAzure, "a--b", .contains("--")),
      (.prefixAWS, "1wandb", .badStart), (.prefixAWS, "wandb-", .badEnd),
      (.prefixGoogle, "wandb-", nil), (.prefixAzure, "wandb--x", .contains("--")),
      (.label, "a", nil), (.label, "a.b", .forbiddenCharacter), (.label, "", .tooShort),
      (.subdomain, "a.b-c", nil), (.subdomain, "a.-b", .contains(".-")),
    ] as [(NameGrammar, String, NameGrammar.Breach?)])
  func findsTheFirstBreach(
    _ grammar: NameGrammar, _ name: String, _ breach: NameGrammar.Breach?
  ) {
    #expect(grammar.breach(of: name) == breach)
  }

  @Test func knowsWhatCloudsReserve() {
    #expect(NameGrammar.bucketS3.reservedStarts == ["xn--", "sthree-", "amzn-s3-demo-"])
    #expect(NameGrammar.bucketS3.reservedEnds.contains("-s3alias"))
    #expect(!NameGrammar.bucketS3.mayBeAddress && !NameGrammar.bucketGoogle.mayBeAddress)
    #expect(NameGrammar.bucketGoogle.reservedStarts == ["goog"])
    #expect(NameGrammar.bucketGoogle.longestPart == 63)
    #expect(NameGrammar.container.systemNames == ["$root", "$web"])
    #expect(NameGrammar.label.mayBeAddress)
  }

  @Test func knowsTheAnnotations() {
    #expect(CloudAnnotation.role == "eks.amazonaws.com/role-arn")
    #expect(CloudAnnotation.googleAccount == "iam.gke.io/gcp-service-account")
    #expect(CloudAnnotation.azureClient == "azure.workload.identity/client-id")
  }
}
