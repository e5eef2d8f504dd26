extension CloudSample {
  /// With and without a path and a queue.
  static var azure: [CloudSample] {
    ["", "/a/b"].flatMap { path in
      [[], ["bucket.queue=az://acct/events"]].map { queue in
        let values = """
          global:
            host: https://wandb.example.com
            bucket: {provider: az, name: acct, path: files\(path)}

          """
        return CloudSample(
          values: values,
          settings: queue + [
            "azure.subscription=01234567-89ab-cdef-0123-456789abcdef", "azure.resourceGroup=rg",
            "azure.principal=fedcba98-7654-3210-fedc-ba9876543210",
          ])
      }
    }
  }
}
