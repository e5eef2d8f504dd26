import Diagnostics
import Documents
import Settings
import Terraform

/// The root module of a bucket on Google Cloud.
///
/// Google keeps the key: the server knows none of Google's. Roles: terraform-google-wandb, modules
/// `storage` and `service_accounts`. Block `soft_delete_policy` is in every release 6 and 7 of the
/// provider.
struct GoogleBucketRoot {
  let question: CloudQuestion
  let access: BrowserAccess
  let name: String
  let project: String
  let location: String
  let serviceAccounts: [String]
  /// What each of them may do.
  let bindings: [GoogleBinding]
  let queue: BucketQueue
  var root = BucketRoot(
    RequiredProvider(name: "google", source: "hashicorp/google", constraint: ">= 6.0, < 8.0"))

  /// nil, and reported, when the configuration lacks something.
  init?(_ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag) {
    guard let question = CloudQuestion(BucketRootEmitter.target, .gcs, resolved, &bag) else {
      return nil
    }
    let settings = resolved.configuration.cloud.google
    let access = BrowserAccess.google(resolved, for: question.target, &bag)
    let name = question.name(&bag)
    let project = question.need(question.text(settings.project), "google.project", &bag)
    let location = question.need(
      question.text(question.bucket.region), "\(question.section).region", &bag)
    let accounts = Self.serviceAccounts(question, &bag)
    guard let queue = Self.queue(question, &bag), let access, let name, let project, let location,
      let accounts, let situation = GoogleSituation(question.target, resolved, &bag)
    else { return nil }
    bindings = GoogleRoles.bindings(situation, nil)
    (self.question, self.access, self.name) = (question, access, name)
    (self.project, self.location, serviceAccounts) = (project, location, accounts)
    self.queue = queue
  }

  private static func serviceAccounts(
    _ question: CloudQuestion, _ bag: inout DiagnosticBag
  ) -> [String]? {
    let configuration = question.resolved.configuration
    if let account = question.text(configuration.cloud.google.serviceAccount) { return [account] }
    let accounts = ServiceAccountIdentity.all(
      ServiceAccountIdentity.googleAnnotation, configuration
    ).map(\.identity).unique()
    return question.need(accounts.isEmpty ? nil : accounts, "google.serviceAccount", &bag)
  }

  func made() -> BucketRoot {
    var making = self
    making.addProvider()
    making.addBucket()
    making.addAccess()
    if case .pubsub(let project, let topic, let subscription) = queue {
      making.addQueue(project, topic, subscription)
    }
    return making.root
  }

  static let bucket = HCLDocument.Expression.reference("google_storage_bucket", "wandb")
    .attribute("name")

  private mutating func addProvider() {
    let project = root.variable("project_id", project, "Project that owns the bucket.")
    root.add(.block("provider", "google", body: [.attribute("project", project)]))
  }
}
