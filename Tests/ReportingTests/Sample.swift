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
    return Findings(
      asOf: last,
      origin: Findings.Origin(
        database: "aftermarket.db", pages: 28, listings: 61, observations: 70, firstDay: start, lastDay: last,
        version: "0.1.0", pipelinesSHA256: String(repeating: "ab", count: 32)),
      tally: tally, models: models, prices: prices(weeks), demand: demand(weeks * 7), events: events(title),
      effects: effects, coverage: coverage(weeks * 7))
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
      verdict: .rise, controls: .uncontrolled, confoundedWith: ["other-rule"], reason: nil),
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
