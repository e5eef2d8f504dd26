import Diagnostics
import Documents
import Settings
import Terraform

/// The root module for a bucket on Google Cloud.
///
/// Google manages the encryption key, since the server has no setting for one. Roles:
/// terraform-google-wandb, modules `storage` and `service_accounts`. Every release 6 and 7 of the
/// provider has block `soft_delete_policy`.
struct GoogleBucketModule {
  let situation: GoogleContext
  let access: BrowserAccess
  let project: String
  let location: String
  /// The roles of each account.
  let bindings: [GoogleBinding]
  let events: GoogleContext.Events?
  var root = BucketModule(
    RequiredProvider(name: "google", source: "hashicorp/google", constraint: ">= 6.0, < 8.0"))

  /// nil, and reported, when the configuration lacks something.
  init?(_ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag) {
    guard let question = CloudContext(BucketModuleEmitter.target, .gcs, resolved, &bag) else {
      return nil
    }
    let access = BrowserAccess.google(question, &bag)
    let situation = GoogleContext(question, &bag)
    let project = question.need(
      resolved.configuration.cloud.google.project.writable, "google.project", &bag)
    let location = question.need(
      question.bucket.region.writable, "\(question.section).region", &bag)
    guard BucketQueue.find(question, &bag) != nil, let access, let situation, let project,
      let location
    else { return nil }
    events = situation.events(&bag)
    bindings = GoogleRoles.bindings(situation, nil)
    (self.situation, self.access, self.project, self.location) = (
      situation, access, project, location
    )
  }

  func made() -> BucketModule {
    var making = self
    making.addProvider()
    making.addBucket()
    making.addAccess()
    if let events { making.addQueue(events) }
    return making.root
  }

  static let bucket = HCLDocument.Expression.reference("google_storage_bucket", "wandb")
    .attribute("name")

  private mutating func addProvider() {
    let project = root.variable("project_id", project, "Project that owns the bucket.")
    root.add(.block("provider", "google", body: [.attribute("project", project)]))
  }
}
