import Loading
import Records
import Testing

/// Rows of spec tables in the database.
@Suite struct SpecTableTests {
  private static func spec(_ memory: String, _ time: Instant, page: String = "p") -> NormalizedRecord {
    var spec = NormalizedSpec(source: SourceID("table"), key: "1", title: "Board X")
    spec.modelIDs = ["nvidia-t4-16gb"]
    spec.values = [
      NormalizedSpec.Value(attribute: "memory", value: memory, unit: "GB", text: "\(memory) GB"),
      NormalizedSpec.Value(attribute: "color", value: "Gold", text: "Gold"),
      NormalizedSpec.Value(attribute: "color", value: "Black", text: "Black"),
    ]
    spec.provenance = Samples.origin(page, time)
    return .spec(spec)
  }

  @Test func `of several versions the latest stays, in any order`() throws {
    let folder = try Folder()
    let records = [
      Self.spec("8", try Samples.time(1)), Self.spec("16", try Samples.time(3)),
      Self.spec("12", try Samples.time(2)), Self.spec("14", try Samples.time(3), page: "q"),
    ]
    var dumps: Set<String> = []
    for (index, order) in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2, 1]].enumerated() {
      let path = folder.path("\(index).sqlite")
      var loader = try Loader(path: path)
      for place in order { #expect(try loader.load([records[place]]).specs == 1) }
      dumps.insert(try Samples.dump(path))
      #expect(try Samples.rows(path, "SELECT count(*) FROM listing") == ["0"])
      let values = try Samples.rows(
        path, "SELECT attribute, value, unit FROM part_spec_value ORDER BY attribute, value")
      #expect(values == ["color Gold -", "memory 14 GB"] || values == ["color Gold -", "memory 16 GB"])
    }
    #expect(dumps.count == 1)
    #expect(dumps.first?.contains("part_spec_value") == true)
  }

  @Test func `rows of a page that is not believed are left out`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    let time = try Samples.time(1)
    let counts = try loader.load([Self.spec("8", time), .page(Samples.page("p", time, .drifted))])
    #expect(counts.specs == 0 && counts.skipped == 1)
    #expect(try Samples.rows(path, "SELECT count(*) FROM part_spec") == ["0"])
  }
}
