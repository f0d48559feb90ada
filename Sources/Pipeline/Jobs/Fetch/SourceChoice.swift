import Records

/// Which sources a run takes.
struct SourceChoice {
  private let configuration: Configuration
  private let settings: FetchSettings

  /// A choice among the sources of a configuration.
  init(_ configuration: Configuration, _ settings: FetchSettings) {
    self.configuration = configuration
    self.settings = settings
  }

  /// The sources of these names; without names those of `nightly.json5`, else all that may be fetched unattended:
  /// those that ask for nothing, and those whose secrets are there.
  ///
  /// - Throws: `RunFailure` of kind `usage` for an unknown name.
  func sources(_ names: [SourceID], _ story: Story) throws(RunFailure) -> [SourceDefinition] {
    let names = names.isEmpty ? configuration.nightly.sources ?? [] : names
    guard names.isEmpty else { return try named(names) }
    return configuration.sources.filter { source in
      let missing = source.fetch?.credentials?.secretNames.filter { settings.secrets.value($0) == nil } ?? []
      switch source.access {
      case .saved: return false
      case .nightly where missing.isEmpty: return true
      case .authorized where source.fetch?.credentials != nil && missing.isEmpty: return true
      case .nightly, .authorized:
        story.tell(
          .event,
          "\(source.id) is left out: "
            + (missing.isEmpty ? "it needs authorization" : UnsetNames.sentence(missing)))
        return false
      }
    }
  }

  private func named(_ names: [SourceID]) throws(RunFailure) -> [SourceDefinition] {
    var sources: [SourceDefinition] = []
    for name in Set(names).sorted() {
      guard let source = configuration.source(name) else {
        let known = configuration.sources.map(\.id.name).joined(separator: ", ")
        throw RunFailure(.usage, "no source is called \"\(name)\"; there are \(known)")
      }
      sources.append(source)
    }
    return sources
  }
}
