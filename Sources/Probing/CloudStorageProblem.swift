/// What can be wrong with a bucket on Google Cloud only.
package enum GoogleStorageProblem: String, ProbeProblem {
  case privateKeyUnreadable = "gcs-private-key-unreadable"
}

/// What can be wrong with a storage account on Azure only.
package enum AzureStorageProblem: String, ProbeProblem {
  case accountNotFound = "azure-account-not-found"
  case keyMalformed = "azure-storage-key-malformed"
  case keyRefused = "azure-storage-key-refused"
  case keysDisabled = "azure-shared-key-disabled"
  case networkRefused = "azure-network-refused"
}
