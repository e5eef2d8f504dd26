/// Values of a whole deployment for the examples of rules.
enum ExampleDeployment {
  /// Everything that the server needs, with MySQL and Redis on servers of their own; the chart still
  /// installs its Redis, as it does by default.
  static let external = """
    global:
      host: https://wandb.example.com
      licenseSecret: {name: wandb, key: license}
      bucket: {provider: s3, name: wandb-files, region: us-east-1}
      mysql: {host: db.example.com, passwordSecret: {name: wandb-mysql, passwordKey: password}}
      redis: {host: cache.example.com}

    """

  /// The same without the Redis of the chart.
  static let complete = external + "redis: {install: false}\n"
}
