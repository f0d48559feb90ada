/// One mention of a GPU family in a title.
struct FamilyMention: Hashable, Sendable {
  /// How it is named, which decides how much it must be confirmed.
  enum Style: Hashable, Sendable {
    /// "RTX 4090", "Radeon HD 5770": a series word and a number.
    case series
    /// "A100", "T4": a short name that many other goods have too.
    case short
    /// "4090", "1080ti" without a series word.
    case bare
    /// By part number or board code only.
    case code
  }

  var family: String
  var words: Range<Int>
  var style: Style
  /// A word that selects a variant: "v100s".
  var variant: String?
}
