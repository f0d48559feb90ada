/// One kind of board or module as it is traded: form factor, memory and chip settle it.
public struct GPUModel: Hashable, Sendable {
  /// Whom it was made for.
  public enum Segment: String, Hashable, Sendable, CaseIterable {
    case datacenter, workstation, consumer, mining
  }

  /// How it is fitted.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    case pcie, sxm2, sxm3, sxm4, sxm5, sxm6, oam, superchip, module, socket
    /// Both or neither: sources give several, or none.
    case unknown
  }

  /// What an export rule says about the model.
  public struct Export: Hashable, Sendable {
    /// The rule in short, "licence_required_presumption_of_denial".
    public let status: String
    /// The day from which it holds.
    public let since: Day
    /// The policy event that brought it.
    public let eventID: String
  }

  /// What another origin says of an attribute outside the figures.
  public struct Dispute: Hashable, Sendable {
    /// The key it is about: "launched_on".
    public let attribute: String
    /// Who says it, a key of the catalog's sources.
    public let origin: String
    /// What is said, as written.
    public let text: String
  }

  /// The id that records carry: "nvidia-a100-pcie-40gb".
  public let id: String
  /// The name for people.
  public let name: String
  /// Who makes the chip.
  public let vendor: String
  /// The family: "A100".
  public let family: String
  /// Whom it was made for.
  public let segment: Segment
  /// Where the description comes from, a key of the catalog's sources.
  public let origin: String
  /// The architecture: "Ampere".
  public let architecture: String?
  /// The chip: "GA100".
  public let chip: String?
  /// The day it was launched.
  public let launchedOn: Day?
  /// Memory of the whole board in GB, as marketed.
  public let memoryGB: Int?
  /// The kind of memory: "HBM2e".
  public let memoryType: String?
  /// How it is fitted, machine-read.
  public let form: Form
  /// How it is fitted, in words: "PCIe dual-slot passive".
  public let formFactor: String?
  /// The bus: "PCIe 4.0 x16".
  public let bus: String?
  /// The link between boards: "NVLink 3, 600 GB/s".
  public let interconnect: String?
  /// GPUs on one board.
  public let gpusPerBoard: Int
  /// Whether somebody other than the maker changed it: doubled memory, another chip.
  public let isModified: Bool
  /// Tokens of which one must stand in a title that means this model; empty when the family's name is enough.
  public let variant: [String]
  /// Part numbers and order codes of the card; an `x` stands for any digit.
  public let partNumbers: [String]
  /// Part numbers of carriers of several such GPUs; they name the family, not one card.
  public let baseboardPartNumbers: [String]
  /// Codes of the printed circuit board, which models may share.
  public let boardCodes: [String]
  /// PCI ids as vendor:device, in hexadecimal.
  public let pciIDs: [String]
  /// How sellers write it; models of one family may share an alias.
  public let aliases: [String]
  /// The export rule it stands under, if any.
  public let export: Export?
  /// Keys outside the figures whose values are from memory.
  public let unverified: [String]
  /// What other origins say of keys outside the figures.
  public let disputed: [Dispute]
  /// The figures, in the order of `GPUSpec.Attribute`.
  public let specs: [GPUSpec]
  /// A remark for people.
  public let note: String?

  /// The figure of one attribute, when the catalog has it.
  public func spec(_ attribute: GPUSpec.Attribute) -> GPUSpec? { specs.first { $0.attribute == attribute } }
}
