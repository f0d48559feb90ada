public import Records

extension TitleMatcher {
  /// A matcher for the models and families of a catalog.
  public init(catalog: Catalog, vocabulary: Vocabulary) {
    self.init(
      models: catalog.models.map(ModelClues.init), otherFamilies: catalog.families.map(\.name),
      otherNames: catalog.otherNames, vocabulary: vocabulary)
  }
}

extension ModelClues {
  /// What a catalog model says that matters for titles.
  init(_ model: GPUModel) {
    self.init(
      id: model.id, family: model.family, memoryGB: model.memoryGB, form: model.form.rawValue, variant: model.variant,
      codes: model.partNumbers + model.pciIDs, boardCodes: model.boardCodes, aliases: model.aliases,
      watts: model.spec(.tdp).map { Int($0.value) }, isModified: model.isModified,
      hasNVLink: model.interconnect?.hasPrefix("NVLink") ?? false)
  }
}

extension Catalog {
  /// What families without a model are called in titles, by that name.
  var otherNames: [String: String] {
    var names: [String: String] = [:]
    for family in families { for alias in family.aliases { names[alias] = family.name } }
    return names
  }
}
