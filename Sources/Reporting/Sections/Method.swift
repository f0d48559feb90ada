import Records

/// How the figures were made, and what they are not, a sentence each.
let methodNotes = [
  "Asking prices are not transactions: what is asked may be refused, lowered or never paid. Sold prices, where a source "
    + "shows them, are series of their own.",
  "Price level: Huber's M-estimate (k = 1.345, scale by the MAD) of the logarithm of US dollars a card, over offers in the "
    + "week their price was first seen. An offer counts once; a seller counts once a week, with the median. The interval is "
    + "Student's t on the sandwich standard error. It says how well the level is known, not how far prices spread.",
  "The first week of a source also holds its older stock. Condition and place are not adjusted for, and nothing is smoothed, "
    + "so a change of what is on offer can look like a change of price.",
  "Only single cards with one certain model enter; systems, boards, parts, broken cards and open models are counted above "
    + "and left out. Prices without an exchange rate are counted, never guessed.",
  "New and gone: listings that appeared or vanished between two nights on which every followed source was read in full. A "
    + "gone listing was sold, withdrawn or has expired; no page says which.",
  "Events: quasi-Poisson ratio of the rate in the 14 days from the anchor to that in the 56 days that end 5 days before it, "
    + "less the same ratio of families the event does not concern. Exact limits, widened for overdispersion; q after Benjamini "
    + "and Hochberg over all comparisons. There is no placebo calibration yet, so slow drift may pass for an effect.",
  "Price effects of events are not tested in this version. Policy events overlap: neighbors within 14 days are named, since "
    + "their effects cannot be told apart.",
]

func methodSection() -> Markup {
  let items = methodNotes.map { note -> Markup in "<li>\(note)</li>\n" }
  return """
    <section id="method"><h2>Method and caveats</h2>
    <ul>\(items)</ul></section>

    """
}
