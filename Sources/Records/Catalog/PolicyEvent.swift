/// A rule, letter, product or happening that may have moved the market.
public struct PolicyEvent: Hashable, Sendable {
  /// Which way it pushes.
  public enum Direction: String, Hashable, Sendable, CaseIterable {
    case restrict, relax, enforce
  }

  /// What sort of act it is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case rule, letter, guidance, announcement, deal, tariff, summit
    case bill, draft, scheduled, investigation, prosecution, summons, product, supply, market
  }

  /// What it is to a study.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// An act of policy.
    case policy
    /// From outside the market, but no policy: a product, a change of a protocol.
    case industry
    /// What the market did: an annotation, never tested.
    case outcome
  }

  /// How well it is sourced.
  public enum Confidence: String, Hashable, Sendable, CaseIterable {
    /// Two or more independent pages, or an official record seen.
    case high
    /// One page.
    case medium
    /// From memory, or one weak page.
    case low
  }

  /// The id that records carry.
  public let id: String
  /// The headline.
  public let title: String
  /// The first public day, where it was announced.
  public let announcedOn: Day
  /// The day of legal effect, which may precede publication.
  public let effectiveOn: Day?
  /// The last day it holds.
  public let endsOn: Day?
  /// The day from which the market could react: windows start here.
  public let anchorOn: Day
  /// Whose act it is: "US", "CN", "US/CN", "global".
  public let jurisdiction: String
  /// Who acts.
  public let actor: String
  /// Which way it pushes.
  public let direction: Direction
  /// What sort of act it is.
  public let kind: Kind
  /// What it is to a study.
  public let role: Role
  /// Families it is about.
  public let targets: [String]
  /// Families that buyers are expected to turn to.
  public let substitutes: [String]
  /// What reports call it, in any language: "AI diffusion rule", "扩散规则".
  public let names: [String]
  /// The citation in the Federal Register.
  public let citation: String?
  /// Addresses of pages, or "from memory, unverified".
  public let sources: [String]
  /// How well it is sourced.
  public let confidence: Confidence
  /// A remark for people.
  public let notes: String?

  /// Whether a study opens a demand window for it unless told otherwise.
  public var opensDemandWindow: Bool {
    guard role != .outcome else { return false }
    switch kind {
    case .rule, .letter, .guidance, .announcement, .deal, .tariff, .summit: return true
    default: return false
    }
  }
}
