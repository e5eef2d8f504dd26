import Documents
import Foundation
import TestSupport
import Testing

/// `--report`: one page that loads nothing.
@Suite struct ReportPageTests {
  @Test func textIsEscapedOnce() {
    let page = HTMLDocument(
      title: "<a> & \"b\"", style: "p {}",
      body: [.element("p", [("title", "'\"<")], text: "1 < 2 && \u{1B}[31m")]
    ).render()
    #expect(page.contains("<title>&lt;a&gt; &amp; &quot;b&quot;</title>"))
    #expect(page.contains("<p title=\"&#39;&quot;&lt;\">1 &lt; 2 &amp;&amp; \u{FFFD}[31m</p>"))
  }

  @Test func thePageHasEveryStepAndNoSecret() async throws {
    let folder = try PreflightFolder([
      ("wandb.env", "REDIS=redis://:s3cr3t-w0rd@no-such-host.invalid\n")
    ])
    let run = try await folder.run(
      ["preflight", "wandb.env", "--only", "redis", "--report", "page.html"])
    #expect(run.status == 1)
    let page = try String(contentsOf: folder.url.appending(path: "page.html"), encoding: .utf8)
    #expect(page.contains("error[WB5001]") && page.contains("resolves"))
    #expect(!page.contains("s3cr3t-w0rd") && !page.contains("://"))
  }

  @Test func thePageReplacesNoInput() async throws {
    let text = "REDIS=redis://no-such-host.invalid\n"
    let folder = try PreflightFolder([("d/wandb.env", text)])
    let run = try await folder.run(["preflight", "d", "--report", "d/wandb.env"])
    #expect(run.status == 2)
    #expect(run.stderr.contains("it is an input"))
    let kept = try String(contentsOf: folder.url.appending(path: "d/wandb.env"), encoding: .utf8)
    #expect(kept == text)
  }

  @Test func nothingToProbeIsAFailure() async throws {
    let folder = try PreflightFolder([("wandb.env", "HOST=https://wandb.example.com\n")])
    let run = try await folder.run(["preflight", "wandb.env", "--only", "mysql"])
    #expect(run.status == 2)
    #expect(run.stderr.contains("the configuration does not name `mysql`"))
  }
}
