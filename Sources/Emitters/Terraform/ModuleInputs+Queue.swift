import ConfigSyntax
import Diagnostics
import Documents
import Settings
import Terraform

/// The queue for the bucket's events.
extension ModuleInputs {
  /// How the server finds out about new files.
  enum Queue {
    case `internal`
    /// From the queue that the cloud's module creates.
    case made
    case named(String)
  }

  mutating func addQueue() {
    guard choice.uses("use_internal_queue") else { return }
    let given = choice.given?.call.input(named: "use_internal_queue")
    let asked = choice.givenApplication?.call.input(named: "bucket_queue")
    let place = resolved.origin(of: rest.queues.bucket)?.span
    let isAsked = place.map { asked?.span.contains($0) == true } ?? false
    if given?.value.bool == false, isAsked || rest.queues.bucket.isAbsent {
      keepOwnQueue(asked)
    } else if rest.queues.bucket.literal == "internal://" {
      rest.queues.bucket = Setting()
      // If module kubernetes sets it itself, the cloud's module keeps its queue.
      guard choice.application == nil || given != nil || !isAsked else { return }
      set("use_internal_queue", true, Self.queueSummary)
    }
    addApplicationQueue(isAsked ? asked : nil)
  }

  /// The inputs request a queue with `use_internal_queue = false`.
  private mutating func keepOwnQueue(_ asked: EvaluatedArgument?) {
    set("use_internal_queue", false, Self.queueSummary)
    guard rest.queues.bucket.literal == "internal://" else {
      if rest.queues.bucket.isAbsent { applicationQueue = .made }
      return
    }
    rest.queues.bucket = Setting()
    if let asked, choice.application == nil {
      report(.inputNotCarried(asked, "`use_internal_queue = false` is kept"))
    }
  }

  /// A queue of the cloud's module needs no setting; any other is an input of module kubernetes.
  private mutating func addApplicationQueue(_ asked: EvaluatedArgument?) {
    if let asked, asked.isMade(by: choice.given?.call) {
      applicationQueue = .made
      rest.queues.bucket = Setting()
    } else if choice.application != nil, let name = rest.queues.bucket.literal {
      applicationQueue = .named(name)
      rest.queues.bucket = Setting()
    }
  }

  private static let queueSummary = "Whether the server tracks new files itself."
}

extension EvaluatedArgument {
  /// Whether it consists of outputs of the call.
  func isMade(by call: ModuleCall?) -> Bool {
    guard let call, let expression else { return false }
    return HCLReferences(of: expression).references.contains {
      $0.root.value == "module" && $0.names.first?.value == call.name.value
    }
  }
}
