import Records

/// Small findings made up for the tests; nothing in them is a real price.
enum Sample {
  static let start = Day(number: 20_283)  // Monday 2025-07-14
  static let hostile = "<script>alert(\"x\")</script> & 'all' \u{202E}gnp.exe"

  static func findings(weeks: Int = 4, title: String = "Licenses for the A100 are refused") -> Findings {
    let last = start.adding(weeks * 7 - 1)
    var tally = ListingTally()
    tally.total = 61
    tally.used = 48
    tally.notACard = 6
    tally.modelUnresolved = 4
    tally.withoutUSD = 3
    var findings = Findings(
      asOf: last,
      origin: Findings.Origin(
        database: "aftermarket.db", pages: 28, listings: 61, observations: 70, firstDay: start, lastDay: last,
        version: "0.1.0", pipelinesSHA256: String(repeating: "ab", count: 32)),
      tally: tally, models: models, prices: prices(weeks), demand: demand(weeks * 7), events: events(title),
      effects: effects, coverage: coverage(weeks * 7))
    findings.indices.points = families(weeks)
    findings.indices.coefficients = [
      IndexCoefficient(
        series: "A100", attribute: "market", level: "restricted", reference: "open", estimate: 0.34,
        standardError: 0.06, n: 14)
    ]
    findings.spikes = spikes
    findings.timesOnMarket = stays
    findings.facts = facts(title)
    return findings
  }

  static let models = [
    ModelFacts(
      modelID: "nvidia-a100-pcie-40gb", name: "NVIDIA A100 PCIe 40GB", family: "A100", memoryGB: 40, fp16TFLOPS: 312,
      bandwidthTBs: 1.555, watts: 250),
    ModelFacts(
      modelID: "nvidia-p40-24gb", name: "Tesla P40 24GB", family: "P40", memoryGB: 24, fp16TFLOPS: nil,
      bandwidthTBs: 0.347, watts: 250),
  ]

  static func prices(_ weeks: Int) -> [PriceIndexPoint] {
    func point(_ model: String, _ basis: PriceBasis, _ week: Int, _ usd: Double, n: Int) -> PriceIndexPoint {
      PriceIndexPoint(
        modelID: model, basis: basis, week: start.adding(7 * week), levelRaw: 8, standardError: n > 1 ? 0.04 : nil,
        usd: usd, low: n > 1 ? usd * 0.92 : nil, high: n > 1 ? usd * 1.09 : nil, medianUSD: usd * 1.01, n: n,
        listings: n + 2)
    }
    var points: [PriceIndexPoint] = []
    for week in 0..<weeks where week != 2 {
      points.append(
        point("nvidia-a100-pcie-40gb", .ask, week, 4100 + Double(week * 37 % 11) * 60, n: week == 1 ? 3 : 9))
    }
    points.append(point("nvidia-a100-pcie-40gb", .sold, 1, 3650, n: 6))
    points.append(point("nvidia-p40-24gb", .ask, weeks - 1, 214.5, n: 1))
    return points
  }

  static func families(_ weeks: Int) -> [PriceIndexPoint] {
    (0..<weeks).map { week in
      PriceIndexPoint(
        modelID: "A100", basis: .ask, week: start.adding(7 * week), levelRaw: 8, standardError: 0.03,
        usd: 4200 - Double(week) * 35, low: 4000 - Double(week) * 30, high: 4400 - Double(week) * 40, medianUSD: 4150,
        n: 11, listings: 14)
    }
  }

  static let stays = [
    TimeOnMarket(
      family: "A100", since: start.adding(-154), offers: 61, gone: 44, quarterDays: 4, medianDays: 11, medianLow: 8,
      medianHigh: 16, week: TimeOnMarket.Share(share: 0.62, low: 0.5, high: 0.74),
      month: TimeOnMarket.Share(share: 0.18, low: 0.08, high: 0.31)),
    TimeOnMarket(
      family: "P40", since: start.adding(-154), offers: 3, gone: 1, quarterDays: 9, medianDays: nil, medianLow: nil,
      medianHigh: nil, week: TimeOnMarket.Share(share: 1, low: 1, high: 1), month: nil),
  ]

  static let spikes = [
    DemandSpike(
      family: "A100", measure: .new, kind: .demand, start: start.adding(12), peak: start.adding(13),
      end: start.adding(15), size: 0.7, q: 0.01, events: ["us-rule"]),
    DemandSpike(
      family: "P40", measure: .gone, kind: .demand, start: start.adding(22), peak: start.adding(22),
      end: start.adding(24), size: 0.5, q: 0.03, events: []),
    DemandSpike(
      family: "A100", measure: .new, kind: .dataQuality, start: start.adding(26), peak: start.adding(26),
      end: start.adding(26), size: 1.9, q: 0.001, events: []),
  ]

  static func facts(_ title: String) -> MarketFacts {
    var facts = MarketFacts()
    facts.night = start.adding(27)
    facts.nightBefore = start.adding(26)
    (facts.newListings, facts.goneListings, facts.movedListings) = (3, 2, 1)
    var move = PriceMove()
    (move.listingID, move.title, move.family, move.day) = ("00a1", title, "A100", start.adding(27))
    (move.currency, move.before, move.after) = ("RUB", 41_000_000, 38_950_000)
    facts.moves = [move]
    facts.vintageBefore = start.adding(26)
    facts.levelsBefore["A100"] = MarketFacts.LevelBefore(week: start.adding(21), usd: 4180, status: .ok)
    var grey = GreyListing()
    (grey.listingID, grey.sourceID, grey.title, grey.family) = ("00b2", "market", title, "A100")
    (grey.country, grey.usd, grey.lastSeen) = ("CN", 5_650, start.adding(27))
    (facts.greyListings, facts.grey) = (14, [grey])
    var claim = CheckedClaim()
    (claim.reportID, claim.number, claim.day, claim.publisher) = ("00c3", 1, start.adding(20), "Daily")
    (claim.title, claim.family, claim.attribute, claim.claimed) = (title, "H100", "fp16", "up to 6 x more")
    (claim.relativeTo, claim.verdict, claim.note) = ("A100", "holds_if", "FP8 against FP16; 1979 against 312")
    (facts.claimCount, facts.claims) = (1, [claim])
    var source = SourceFacts()
    (source.sourceID, source.name, source.terms) = ("market", "A market", "Saved by hand for private analysis")
    (source.retention, source.allowedUses, source.listings) = ("365 days", "analysis", 61)
    facts.sources = [source]
    facts.rates = ["EUR": 1.17, "CNY": 0.1389]
    return facts
  }

  static func demand(_ days: Int) -> [DemandPoint] {
    (0..<days).map { day in
      let isGap = day == 9 || day == 10
      let span = day == 0 || isGap ? nil : day == 11 ? 3 : 1
      return DemandPoint(
        family: "A100", date: start.adding(day), status: isGap ? .gap : day == 0 ? .first : .ok, gapDays: span,
        new: span.map { _ in 2 + day * 7 % 5 }, gone: span.map { _ in day * 3 % 4 }, atRisk: span.map { _ in 20 })
    }
  }

  static func events(_ title: String) -> [EventMark] {
    [
      EventMark(
        eventID: "us-rule", anchor: start.adding(10), title: title, jurisdiction: "US", direction: "restrict",
        role: .policy, targets: ["A100"], substitutes: ["P40"]),
      EventMark(
        eventID: "doubled", anchor: start.adding(20), title: "A100 said to have doubled", jurisdiction: "CN",
        direction: "", role: .outcome, targets: ["A100"], substitutes: []),
    ]
  }

  static let effects = [
    EventEffect(
      eventID: "us-rule", family: "A100", targetRole: .target, measure: .new, windowDays: 14,
      before: EventEffect.Window(count: 40, exposure: 20, nights: 20, missingNights: 36),
      after: EventEffect.Window(count: 61, exposure: 14, nights: 12, missingNights: 2),
      figures: EventEffect.Figures(
        effectLog: 0.61, low: 0.2, high: 1.02, p: 0.004, q: 0.008, minimumDetectable: 0.58, dispersion: 1.2),
      verdict: .rise, controls: .uncontrolled, confoundedWith: ["other-rule"], reason: nil,
      halfLife: EventHalfLife(days: 12, low: 5, high: 90)),
    EventEffect(
      eventID: "us-rule", family: "P40", targetRole: .substitute, measure: .new, windowDays: 14,
      before: EventEffect.Window(count: 0, exposure: 0, nights: 0, missingNights: 56),
      after: EventEffect.Window(count: 0, exposure: 0, nights: 0, missingNights: 14), figures: nil,
      verdict: .notEnoughData, controls: .uncontrolled, confoundedWith: [], reason: "no listings of this family"),
  ]

  static func coverage(_ days: Int) -> [CoverageNight] {
    (0..<days).filter { $0 != 9 }.map {
      CoverageNight(
        sourceID: "market", date: start.adding($0), pagesExpected: 4, pagesRead: $0 == 10 ? 2 : 4,
        isComplete: $0 != 10)
    }
  }
}
