/// What can be wrong with the queue of a bucket's events.
package enum QueueProblem: String, ProbeProblem {
  case notFound = "queue-not-found"
  case accessDenied = "queue-access-denied"
  case senderMissing = "queue-policy-without-bucket"
  case shortPolling = "queue-short-polling"
  case eventsNotSent = "bucket-events-not-sent"
}
