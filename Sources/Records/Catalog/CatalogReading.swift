// The catalog from the files of pipelines/catalog, checked against each other.

extension Catalog {
  /// Reads every file of the catalog, in any order.
  ///
  /// - Throws: `JSONFailure` with file, line, column and key path for a syntax error, an unknown or missing key, an
  ///   id, family or source that stands twice, a family of two vendors, or a source that no file describes.
  public init(documents: [JSONObjectReader.Document]) throws(JSONFailure) {
    var models: [(model: GPUModel, reader: JSONObjectReader)] = []
    var families: [Family] = []
    var sources: [Source] = []
    var names: Set<String> = []
    for document in documents {
      let json = try JSONReader.read(document.bytes, as: .json5, source: document.source)
      var file = try JSONObjectReader(json, document)
      if var list = try file.objectReader("sources") {
        for key in list.keys {
          guard var entry = try list.objectReader(key) else { continue }
          let source = Source(
            key: key, what: try entry.requiredString("what"), use: try entry.requiredString("use"))
          try entry.finish()
          if sources.contains(where: { $0.key == key }) {
            throw entry.failure("the source \"\(key)\" stands in another file too")
          }
          sources.append(source)
        }
      }
      for var entry in try file.objects("families") {
        let family = Family(
          name: try entry.requiredString("family"), vendor: try entry.requiredString("vendor"),
          aliases: try entry.strings("aliases"), note: try entry.string("note"))
        try entry.finish()
        guard names.insert(family.name).inserted else {
          throw entry.failure("the family \"\(family.name)\" stands twice", at: "family")
        }
        families.append(family)
      }
      for var entry in try file.objects("models") {
        let model = try GPUModel(&entry)
        models.append((model, entry))
      }
      try file.finish()
    }
    try Catalog.check(models, families, sources)
    self.init(models: models.map(\.model), families: families, sources: sources)
  }

  private static func check(
    _ models: [(model: GPUModel, reader: JSONObjectReader)], _ families: [Family], _ sources: [Source]
  ) throws(JSONFailure) {
    let keys = Set(sources.map(\.key))
    var vendors = Dictionary(families.map { ($0.name, $0.vendor) }) { first, _ in first }
    var files: [String: String] = [:]
    for (model, place) in models {
      var reader = place
      if let other = files.updateValue(reader.document.source, forKey: model.id) {
        throw reader.failure("the id \"\(model.id)\" stands twice, first in \(other)", at: "id")
      }
      if let vendor = vendors.updateValue(model.vendor, forKey: model.family), vendor != model.vendor {
        throw reader.failure("the family \"\(model.family)\" is one of \(vendor) elsewhere", at: "family")
      }
      let origins = [model.origin] + model.disputed.map(\.origin) + model.specs.flatMap(\.origins)
      if let origin = origins.first(where: { !keys.contains($0) }) {
        throw reader.failure("the source \"\(origin)\" is described in no file; add it under \"sources\"")
      }
    }
  }
}
