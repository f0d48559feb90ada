import Normalizing
import Records
import Testing

struct TitleExample: Sendable, CustomTestStringConvertible {
  let title: String
  let kind: Observation.Kind
  let family: String?
  let ids: [String]
  let quantity: Int
  let isParts: Bool
  var testDescription: String { title }

  init(
    _ title: String, _ kind: Observation.Kind, _ family: String?, _ ids: [String] = [], _ quantity: Int,
    parts: Bool = false
  ) {
    self.title = title
    self.kind = kind
    self.family = family
    self.ids = ids
    self.quantity = quantity
    isParts = parts
  }
}

let titleExamples: [TitleExample] = [
  // Form, memory, variants and codes.
  .init("Brand new H100 80 GB PCI-E, not SXM", .card, "H100", ["nvidia-h100-pcie-80gb"], 1),
  .init("nVidia A100 80GB for AI", .card, "A100", ["nvidia-a100-pcie-80gb", "nvidia-a100-sxm4-80gb"], 1),
  .init("H100 NVL 94GB", .card, "H100", ["nvidia-h100-nvl-94gb"], 1),
  .init("Tesla V100S 32GB", .card, "V100", ["nvidia-v100s-pcie-32gb"], 1),
  .init("Module 699-2G503-0203-200 from a rack", .card, "V100", ["nvidia-v100-sxm2-32gb"], 1),
  .init("Nvidia A30 48GB", .card, "A30", [], 1),
  .init("英伟达 H100 80G PCIe 全新", .card, "H100", ["nvidia-h100-pcie-80gb"], 1),
  .init("4090 48G 魔改 涡轮", .card, "RTX 4090", ["nvidia-rtx-4090-48gb-mod"], 1),
  .init("RTX4090D 24G 显卡", .card, "RTX 4090 D", ["nvidia-rtx-4090-d"], 1),
  .init("NVIDIA RTX 6000 Ada Generation", .card, "RTX 6000 Ada", ["nvidia-rtx-6000-ada"], 1),
  .init("nVidia R\u{422}X 3\u{41E}90 24GB", .card, "RTX 3090", ["nvidia-rtx-3090"], 1),
  .init("ＲＴＸ　３０９０ Ti \u{200B}24GB", .card, "RTX 3090 Ti", ["nvidia-rtx-3090-ti"], 1),
  // Quantities, and what looks like one.
  .init("Lot of 8 Tesla T4 16GB", .card, "T4", ["nvidia-t4-16gb"], 8),
  .init("RTX 3090 x4", .card, "RTX 3090", ["nvidia-rtx-3090"], 4),
  .init("RTX 3090 PCIe 4.0 x16 Ventus 3X", .card, "RTX 3090", ["nvidia-rtx-3090"], 1),
  .init("Nvidia Tesla T4 4 шт", .card, "T4", ["nvidia-t4-16gb"], 4),
  .init("8卡 H100 SXM5 80G 整机", .system, "H100", ["nvidia-h100-sxm5-80gb"], 8),
  .init("HGX baseboard with 8x H100 SXM5 80GB", .baseboard, "H100", ["nvidia-h100-sxm5-80gb"], 8),
  // Accessories by head noun.
  .init("Fan shroud for Tesla P40", .accessory, "P40", [], 0),
  .init("Кабель питания для Tesla P40", .accessory, "P40", [], 0),
  .init("RTX 4090 empty box", .accessory, "RTX 4090", [], 0),
  .init("RTX 4090 24GB no box", .card, "RTX 4090", ["nvidia-rtx-4090"], 1),
  .init("RTX 4090 with water block", .card, "RTX 4090", ["nvidia-rtx-4090"], 1),
  .init("GA102 GPU chip BGA", .component, nil, [], 0),
  // Broken.
  .init("Grafikkarte RTX 3090 defekt", .card, "RTX 3090", ["nvidia-rtx-3090"], 1, parts: true),
  .init("RTX 3090 на запчасти", .card, "RTX 3090", ["nvidia-rtx-3090"], 1, parts: true),
  .init("RTX 3090, no artifacts", .card, "RTX 3090", ["nvidia-rtx-3090"], 1),
  // False friends.
  .init("Canon PowerShot A100 digital camera", .other, nil, [], 0),
  .init("Epson Perfection V100 scanner", .other, nil, [], 0),
  .init("Samsung Galaxy A30 64GB", .other, nil, [], 0),
]

struct TitleTests {
  @Test(arguments: titleExamples)
  func `a title is read as a person would`(_ example: TitleExample) throws {
    let match = try TitleTableTests.matcher.get().match(example.title)
    #expect(match.kind == example.kind)
    #expect(match.family == example.family)
    #expect(match.modelIDs == example.ids)
    #expect(match.quantity == example.quantity)
    #expect(match.partsOnly == example.isParts)
  }

  @Test func `no prefix and no changed byte of a title traps`() throws {
    let matcher = try Pipelines.matcher()
    let prices = PriceReader(vocabulary: try Pipelines.vocabulary())
    let seed = UInt64.random(in: 1...UInt64.max)
    print("seed \(seed)")
    var state = seed
    for example in titleExamples {
      let bytes = [UInt8](example.title.utf8)
      for length in bytes.indices {
        _ = matcher.match(String(decoding: bytes[..<length], as: UTF8.self))
        var changed = bytes
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        changed[length] = UInt8(truncatingIfNeeded: state >> 33)
        let text = String(decoding: changed, as: UTF8.self)
        _ = matcher.match(text)
        _ = prices.read(text)
      }
    }
  }
}
