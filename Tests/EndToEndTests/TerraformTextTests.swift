import Foundation
import TestSupport
import Testing

/// `parse` of Terraform's own language, and the list of changes of `convert`.
@Suite struct TerraformTextTests {
  @Test func parseShowsTemplatesAsTheirText() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      #"""
      locals {
        text      = "a-${var.x}"
        wrapped   = "${var.x}"
        reference = var.x
        list      = ["a", "b-${var.x}", var.x]
        object    = { a = 1, b = "b-${var.x}" }
        directive = "%{if var.x}yes%{else}no%{endif}"
        loop      = "%{for a in var.x}${a},%{endfor}"
        known     = "a-${1 + 1}"
      }

      """#, "main.tf")
    let outcome = try await Tool.run(["parse", "main.tf"], in: folder.url)
    #expect(outcome.status == 0)
    for member in [
      #""text":"a-${var.x}""#, #""wrapped":"${var.x}""#, #""reference":"${var.x}""#,
      #""list":["a","b-${var.x}","${var.x}"]"#, #""b":"b-${var.x}""#,
      #""directive":"%{if var.x}yes%{else}no%{endif}""#,
      #""loop":"%{for a in var.x}${a},%{endfor}""#, #""known":"a-2""#,
    ] {
      #expect(
        outcome.stdout.replacingOccurrences(of: "\": ", with: "\":").contains(member), "\(member)")
    }
  }

  @Test func changesNameOnlyInputsThatAreWritten() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      provider "google" {}
      provider "kubernetes" {}

      module "wandb" {
        source               = "wandb/wandb/google"
        version              = "1.14.1"
        namespace            = "acme"
        license              = "eyJhIjoxfQ.eyJiIjoyfQ.c2ln"
        domain_name          = "example.com"
        subdomain            = "wandb"
        allowed_inbound_cidr = ["10.0.0.0/8"]
      }

      """, "main.tf")
    let outcome = try await Tool.run(
      ["convert", ".", "--to", "terraform", "--module-version", "1.24.2", "-o", "out"],
      in: folder.url)
    #expect(outcome.status == 0)
    #expect(
      outcome.stderr.contains(
        "* wandb.allowed_inbound_cidr is dropped: it was removed in 1.15.0"))
    #expect(outcome.stderr.contains("set allowed_inbound_cidrs instead"))
    #expect(!outcome.stderr.contains("becomes allowed_inbound_cidrs"))
  }
}
