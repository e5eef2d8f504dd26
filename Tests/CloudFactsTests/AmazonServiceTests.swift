import CloudFacts
import Testing

/// The actions of AWS services: what exists, and what W&B needs.
@Suite struct AmazonServiceTests {
  @Test(arguments: AmazonService.all.map(\.prefix))
  func listsEachActionOnceInOrder(_ prefix: String) throws {
    let service = try #require(AmazonService.named(prefix))
    #expect(Set(service.names).count == service.names.count)
    for resource in AmazonService.Resource.allCases {
      let names = service.names.filter { service.resource(of: $0) == resource }
      #expect(names == names.sorted())
    }
  }

  @Test func knowsTheSizeOfEachList() {
    #expect(AmazonService.all.map(\.names.count) == [163, 55, 20])
  }

  @Test(arguments: AmazonService.all.map(\.prefix))
  func everyUseIsOfAnExistingAction(_ prefix: String) throws {
    let service = try #require(AmazonService.named(prefix))
    for use in service.uses {
      let name = String(use.name.dropFirst(prefix.count + 1))
      #expect(service.spelling(of: name) == name)
      #expect(use.resource != .other)
      // A pattern covers the action that it is written for.
      let pattern = use.written.hasSuffix("*") ? String(use.written.dropLast()) : use.written
      #expect(use.name.hasPrefix(pattern), "\(use.written)")
    }
    for user in PolicyAction.User.allCases {
      let names = service.uses.filter { $0.user == user }.map(\.name)
      #expect(Set(names).count == names.count)
    }
  }

  @Test func listsNeedsInTheOrderOfMessages() {
    #expect(
      AmazonService.s3.needs.map(\.name) == [
        "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload",
        "s3:ListBucket", "s3:GetBucketLocation",
      ])
    #expect(AmazonService.s3.attachedNeeds.map(\.name) == AmazonService.s3.needs.map(\.name))
    #expect(
      AmazonService.kms.needs.map(\.name) == ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"])
    #expect(
      AmazonService.kms.attachedNeeds.map(\.name) == [
        "kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom",
        "kms:ReEncryptTo", "kms:DescribeKey",
      ])
    #expect(
      AmazonService.sqs.needs.map(\.name) == [
        "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility",
        "sqs:GetQueueUrl",
      ])
  }

  @Test func writesPatternsOnceInAlphabeticalOrder() {
    #expect(
      AmazonService.s3.written(for: .server, on: .objects) == [
        "s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject*",
        "s3:ListMultipartUploadParts", "s3:PutObject",
      ])
    #expect(
      AmazonService.kms.written(for: .server, on: .key) == [
        "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*",
      ])
    #expect(
      AmazonService.kms.written(for: .recovery, on: .key) == [
        "kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy",
      ])
    #expect(AmazonService.kms.written(for: .crossAccount, on: .key) == ["kms:CreateGrant"])
    #expect(AmazonService.sqs.written(for: .storage, on: .queue) == ["sqs:SendMessage"])
  }

  @Test func knowsWhatPermitsAnOperation() {
    #expect(AmazonService.s3.action(permitting: "headobject") == "s3:GetObject")
    #expect(AmazonService.s3.action(permitting: "GetObject") == nil)
    #expect(AmazonService.kms.action(permitting: "ReEncrypt") == "kms:ReEncrypt*")
  }

  @Test func readsNamesInAnyLetterCase() {
    #expect(AmazonService.named("S3")?.noun == "S3")
    #expect(AmazonService.named("ec2") == nil)
    #expect(AmazonService.s3.spelling(of: "getobject") == "GetObject")
    #expect(AmazonService.s3.resource(of: "s3:GetObject") == .objects)
    #expect(AmazonService.s3.resource(of: "ListBucket") == .bucket)
    #expect(AmazonService.s3.resource(of: "CreateJob") == .other)
  }
}
