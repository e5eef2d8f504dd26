import Diagnostics
import Settings

extension Configuration {
  /// The settings with a value below `global.bucket` or `global.defaultBucket`.
  func settings(ofBucket section: String) -> [Field<Configuration>] {
    let short = "\(section.dropFirst("global.".count))."
    let others = ["bucket.queue", "bucket.supportedFileStores"]
    return FieldCatalog.fields(of: self).filter { field in
      (field.name.hasPrefix(section + ".") || field.name.hasPrefix(short))
        && !others.contains(field.name) && field.read(self) != nil
    }
  }

  /// The bucket that the chart does not use, and why its settings are lost in a target that has room
  /// for one bucket.
  var unusedBucket: (section: String, why: Message) {
    let used = effectiveBucket.section
    let isUsed = bucket.isSet || defaultBucket.isSet
    return (
      used == "global.bucket" ? "global.defaultBucket" : "global.bucket",
      isUsed ? "the server uses `\(used)` instead" : "no input names the bucket"
    )
  }
}
