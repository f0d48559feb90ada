import Records

/// How the figures were made, and what they are not, a sentence each.
let methodNotes = [
  "Asking prices are not transactions: what is asked may be refused, lowered or never paid. Sold prices, where a source "
    + "shows them, are series of their own.",
  "Price level: hedonic regression with Huber's loss (k = 1.345, scale by the MAD) of the logarithm of US dollars a card "
    + "on weeks, condition, place, lot and source over the last 26 weeks, then smoothed by a local level; offers count in the "
    + "week their price was first seen, each once, and a seller counts once a week. The interval says how well the level "
    + "is known, not how far prices spread. A week keeps the level it was published with; each vintage is stored.",
  "The first week of a source also holds its older stock. Events are tested on unsmoothed levels only.",
  "Only single cards with one certain model enter; systems, boards, parts, broken cards and open models are counted above "
    + "and left out. Prices without an exchange rate are counted, never guessed.",
  "New and gone: listings that appeared or vanished between two nights on which every followed source was read in full. A "
    + "gone listing was sold, withdrawn or has expired; no page says which.",
  "Time on the market: Kaplan and Meier's estimate, by family, over offers first seen in the last 26 weeks. An offer's time "
    + "ends with the night that missed it; one still there counts for as long as it was seen, and one that was there when its "
    + "source was first read does not count.",
  "Events: counts of the 14 days from the anchor against what a quasi-Poisson model of the 180 days that end 5 days before "
    + "it expects, the common change of families the event does not concern taken out. Errors are widened by the same test "
    + "on other dates and other families (placebos). The composite joins arrivals and departures and is the primary test; q "
    + "after Benjamini and Hochberg over all composites, and over all other measures.",
  "Prices around events: hedonic weekly levels, the second and third week after less the three before, less the same of "
    + "the controls. It is a weak test: a price rise of 8 % at 20 listings a day is found about one time in four. More trade "
    + "at lower prices is called supply, at higher prices demand.",
  "Below the smallest detectable effect the words are “not detectable at this volume”, never “no effect”. The power of the "
    + "test was measured on a simulated market of the same form; on a real one it will be lower.",
  "Spikes: stretches of nights beyond what the other families did (CUSUM), false finds corrected for. Alarms (S-H-ESD) name "
    + "single nights to look at and say nothing of the market.",
  "Grey market: the premium is the coefficient of restricted places in the hedonic regression, where five offers or more "
    + "stand there beside others. Claims of reports are held against the catalog by figure and condition.",
  "Policy events overlap: neighbors within 14 days are named, since their effects cannot be told apart.",
]

func methodSection() -> Markup {
  let items = methodNotes.map { note -> Markup in "<li>\(note)</li>\n" }
  return """
    <section id="method"><h2>Method and caveats</h2>
    <ul>\(items)</ul></section>

    """
}
