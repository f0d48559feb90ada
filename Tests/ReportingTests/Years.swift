import Records

/// Findings as large as they get: many models, years of nights.
///
/// Nothing in them is a real price.
enum Years {
  static func findings(models count: Int, weeks: Int) -> Findings {
    let days = weeks * 7
    let last = Sample.start.adding(days - 1)
    let families = (0..<count / 2).map { "F\($0)" }
    var findings = Findings(
      asOf: last,
      origin: Findings.Origin(
        database: "aftermarket.db", pages: 40_000, listings: 200_000, observations: 500_000, firstDay: Sample.start,
        lastDay: last, version: "0.1.0", pipelinesSHA256: String(repeating: "ab", count: 32)),
      models: (0..<count).map {
        ModelFacts(
          modelID: "nvidia-model-\($0)-80gb", name: "NVIDIA Model \($0) 80GB", family: families[$0 / 2], memoryGB: 80,
          fp16TFLOPS: 312, bandwidthTBs: 2, watts: 300)
      }, prices: (0..<count).flatMap { levels("nvidia-model-\($0)-80gb", $0, weeks) },
      demand: families.enumerated().flatMap { demand($0.element, $0.offset, days) }, events: events(families, days),
      effects: [],
      coverage: (0..<10).flatMap { source in
        (0..<days).filter { ($0 + source) % 19 != 0 }.map {
          CoverageNight(
            sourceID: "source-\(source)", date: Sample.start.adding($0), pagesExpected: 40, pagesRead: 40,
            isComplete: ($0 + source) % 23 != 0)
        }
      })
    findings.effects = findings.events.flatMap { event in
      EventEffect.Measure.allCases.flatMap { measure in
        (event.targets + event.substitutes).map { effect(event.eventID, $0, measure) }
      }
    }
    findings.indices.points = families.enumerated().flatMap { levels($0.element, $0.offset, weeks) }
    findings.facts = Sample.facts("A listing with a title as long as sellers like them, tested, ships today")
    findings.facts.grey = Array(repeating: findings.facts.grey[0], count: 50)
    findings.facts.claims = Array(repeating: findings.facts.claims[0], count: 50)
    return findings
  }

  private static func levels(_ name: String, _ seed: Int, _ weeks: Int) -> [PriceIndexPoint] {
    (0..<weeks).map { week in
      let usd = 4000 + Double((week * 37 + seed * 11) % 101) * 9.37
      return PriceIndexPoint(
        modelID: name, basis: .ask, week: Sample.start.adding(7 * week), levelRaw: 8, standardError: 0.03, usd: usd,
        low: usd * 0.93, high: usd * 1.08, medianUSD: usd, n: (week + seed) % 13, listings: 20)
    }
  }

  private static func demand(_ family: String, _ seed: Int, _ days: Int) -> [DemandPoint] {
    (0..<days).map { day in
      let isGap = (day + seed) % 17 == 0
      return DemandPoint(
        family: family, date: Sample.start.adding(day), status: isGap ? .gap : .ok, gapDays: isGap ? nil : 1,
        new: isGap ? nil : (day * 7 + seed) % 23, gone: isGap ? nil : (day * 5 + seed) % 19,
        atRisk: isGap ? nil : 200 + (day + seed) % 61, bids: 1, mentions: 2)
    }
  }

  private static func events(_ families: [String], _ days: Int) -> [EventMark] {
    (0..<53).map { number in
      EventMark(
        eventID: "event-\(number)", anchor: Sample.start.adding(number * days / 53),
        title: "A rule about cards that is told in a line of about this length", jurisdiction: "US",
        direction: "restrict", role: .policy, targets: [families[number % families.count]],
        substitutes: [families[(number + 1) % families.count], families[(number + 2) % families.count]])
    }
  }

  private static func effect(_ event: String, _ family: String, _ measure: EventEffect.Measure) -> EventEffect {
    EventEffect(
      eventID: event, family: family, targetRole: .target, measure: measure, windowDays: 14,
      before: EventEffect.Window(count: 400, exposure: 180, nights: 170, missingNights: 10),
      after: EventEffect.Window(count: 61, exposure: 14, nights: 12, missingNights: 2),
      figures: EventEffect.Figures(
        effectLog: 0.11, low: -0.2, high: 0.42, p: 0.4, q: 0.8, minimumDetectable: 0.38, dispersion: 1.2),
      verdict: .notDetectable, controls: .controlled, confoundedWith: ["event-before", "event-after"], reason: nil)
  }
}
