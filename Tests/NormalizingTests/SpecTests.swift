import Normalizing
import Records
import Testing

/// Rows of spec tables: figures in one unit, words as shown, models from the columns.
struct SpecTests {
  static func spec(_ title: String, _ attributes: KeyValuePairs<String, String>) throws -> NormalizedSpec {
    var row = SpecRow(source: SourceID("table"), key: "1", title: title)
    row.attributes = attributes.map { Listing.Attribute(name: $0.key, text: $0.value) }
    let normalizer = Normalizer(
      catalog: try Pipelines.catalog(), vocabulary: try Pipelines.vocabulary(),
      sources: [SourceID("table"): SourceDefaults(currency: .usd, locale: "en-US")])
    guard case .spec(let spec) = normalizer.normalize(.spec(row)) else { throw JSONFailure("no spec", at: 0, in: []) }
    return spec
  }

  @Test(arguments: [
    ("Memory", "24 GB", "memory", "24", "GB"), ("VRAM", "512MB", "memory", "0.5", "GB"),
    ("memory_size", "80 GB HBM2e", "memory", "80", "GB"), ("Core Clock", "1395 MHz", "core_clock", "1395", "MHz"),
    ("Boost Clock", "1.71 GHz", "boost_clock", "1710", "MHz"), ("Length", "324.35 mm", "length", "324.35", "mm"),
    ("Length", "28,5 cm", "length", "285", "mm"), ("Length", "10.5\"", "length", "266.7", "mm"),
    ("TDP", "300 W", "tdp", "300", "W"), ("Board Power", "0.7 kW", "tdp", "700", "W"),
    ("Bandwidth", "1,555 GB/s", "memory_bandwidth", "1555", "GB/s"),
    ("memory bandwidth", "3.35 TB/s", "memory_bandwidth", "3350", "GB/s"),
    ("Bus Width", "5120-bit", "memory_bus_width", "5120", "bit"), ("FP32", "19.5 TFLOPS", "fp32", "19.5", "TFLOP/s"),
    ("FP64", "556 GFLOPS", "fp64", "0.556", "TFLOP/s"), ("Price", "$1,948.02", "price", "1948.02", "USD"),
    ("Price", "€ 389,00", "price", "389.00", "EUR"),
  ])
  func `a figure comes to one unit`(name: String, text: String, attribute: String, value: String, unit: String) throws {
    let values = try Self.spec("Board", [name: text]).values
    #expect(values == [NormalizedSpec.Value(attribute: attribute, value: value, unit: unit, text: text)])
  }

  @Test(arguments: [
    ("TDP", "150-250 W", "tdp"), ("TDP", "300", "tdp"), ("Memory", "2 x 8 GB", "memory"),
    ("Memory", "24 MHz", "memory"),
    ("Length", "1.2.3 mm", "length"), ("Interface", "PCIe x16", "interface"), ("Color", "Black / Gold", "color"),
    ("Price", "ask", "price"), ("Kühler Art", "3 Lüfter", "kühler_art"), ("Memory", "99999999999999 GB", "memory"),
  ])
  func `what is no figure of the column stays as shown`(name: String, text: String, attribute: String) throws {
    let values = try Self.spec("Board", [name: text]).values
    #expect(values == [NormalizedSpec.Value(attribute: attribute, value: text, text: text)])
  }

  @Test(arguments: [
    ("Northwind Gale OC", "GeForce RTX 3090", "24 GB", ["nvidia-rtx-3090"]),
    ("Northwind Data Engine", "A100 PCIe", "80 GB", ["nvidia-a100-pcie-80gb"]),
    ("Tesla T4 16GB", "", "", ["nvidia-t4-16gb"]),
    ("Northwind Relic", "Warp 9", "1 GB", []),
  ])
  func `chip and memory tell the model where the name does not`(
    title: String, chip: String, memory: String, models: [String]
  ) throws {
    let spec = try Self.spec(title, chip.isEmpty ? [:] : ["Chipset": chip, "Memory": memory])
    #expect(spec.modelIDs == models)
    #expect(spec.title == title)
  }

  @Test func `a row without key or word is set aside`() throws {
    let normalizer = Normalizer(catalog: try Pipelines.catalog(), vocabulary: try Pipelines.vocabulary())
    for (key, title, code) in [("", "Board", "key_missing"), ("1", "--", "title_missing")] {
      guard
        case .quarantine(let line) = normalizer.normalize(
          .spec(SpecRow(source: SourceID("t"), key: key, title: title)))
      else {
        Issue.record("accepted")
        continue
      }
      #expect(line.code == code)
    }
  }
}
