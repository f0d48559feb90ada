public import Records

extension TitleMatcher {
  /// A matcher for the models and families of a catalog.
  public init(catalog: Catalog, vocabulary: Vocabulary) {
    self.init(
      models: catalog.models.map(ModelClues.init), otherFamilies: catalog.families.map(\.name), vocabulary: vocabulary)
  }
}

extension ModelClues {
  /// What a catalog model says that matters for titles.
  init(_ model: GPUModel) {
    self.init(
      id: model.id, family: model.family, memoryGB: model.memoryGB, form: model.form.rawValue, variant: model.variant,
      codes: model.partNumbers + model.pciIDs, boardCodes: model.boardCodes, aliases: model.aliases,
      watts: model.spec(.tdp).map { Int($0.value) }, isModified: model.isModified)
  }
}
