/// What a word or phrase of a title says.
public enum Concept: String, CaseIterable, Hashable, Sendable {
  case card, context, accessory, fitting, system, baseboard, component, foreign, mobile, mobility, modified
  case only, parts, driver, converted, pulled, negotiable, pair
  /// "for": what follows is what the goods go with.
  case purpose = "for"
  case with, without
  case noBoard = "no_board"
  case laptopGoods = "laptop_goods"
  case lotBefore = "lot_before"
  case unitAfter = "unit_after"
  case perPiece = "per_piece"
  case rigCount = "rig_count"
  case fanCount = "fan_count"
  case fanSeries = "fan_series"
  case boxState = "box_state"
  case stateNew = "state_new"
  case stateOpenBox = "state_open_box"
  case stateRefurbished = "state_refurbished"
  case stateUsed = "state_used"
  case boardBrand = "board_brand"
  case wanted, trade
  case outsideFamily = "outside_family"
  /// The makers' lines, by every spelling: a bare number after one is of its series.
  case geforce, radeon
  /// Other lines that hold nothing but boards.
  case boardLine = "board_line"
  /// Makers of boards with AMD's chips only.
  case radeonBrand = "radeon_brand"
  /// "用": what stands before it is what the goods go with.
  case purposeAfter = "for_after"
  /// Counts in words.
  case two, three, four, five, six, eight, ten
}

/// The words of every language that titles and prices are read in.
public struct Vocabulary: Sendable {
  /// The phrases of each concept, over all languages.
  public let phrases: [Concept: [String]]

  let lexicon: Lexicon

  /// Compiles a vocabulary.
  public init(phrases: [Concept: [String]]) {
    self.phrases = phrases
    lexicon = Lexicon(phrases)
  }
}
