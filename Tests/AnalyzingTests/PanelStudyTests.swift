import Analyzing
import Records
import Testing

@Suite struct PanelStudyTests {
  @Test(arguments: PanelFixture.names)
  func `effects of arrivals and departures are those of the specification`(name: String) throws {
    let effects = try PanelFixture.effects(name)
    for line in try PanelFixture.text(name, "expected.csv").split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let measure = try #require(EventEffect.Measure(rawValue: fields[2]))
      let figures = try #require(effects.row(measure)?.figures)
      let expected = fields[3...].map { Double($0) }
      guard measure != .composite else {
        // Weighed by the errors before calibration, where the specification takes those after it.
        #expect(abs(figures.effectLog - (expected[0] ?? .nan)) < 0.02)
        continue
      }
      let found = [figures.effectLog, figures.error, figures.p, figures.pPlacebo]
      for (value, wanted) in zip(found, expected) { #expect(abs((value ?? .nan) - (wanted ?? .nan)) < 1e-6) }
    }
  }

  @Test(arguments: [
    ("rise", EventEffect.Verdict.rise, EventEffect.Kind.demandUp),
    ("flood", .rise, .supplyUp),
    ("quiet", .notDetectable, .unclear),
    ("outage", .notDetectable, .unclear),
  ])
  func `what was planted is found and named`(
    name: String, verdict: EventEffect.Verdict, kind: EventEffect.Kind
  ) throws {
    let composite = try #require(try PanelFixture.effects(name).row(.composite))
    #expect(composite.verdict == verdict)
    #expect(composite.kind == kind)
    #expect(composite.controls == .controlled)
    #expect((composite.halfLife != nil) == (verdict == .rise))
  }

  @Test(arguments: ["rise", "outage"])
  func `a p-value below .05 and an interval without 0 are the same`(name: String) throws {
    for figures in try PanelFixture.effects(name).compactMap(\.figures) {
      let excludes = (figures.low ?? 0) > 0 || (figures.high ?? 0) < 0
      #expect(excludes == (figures.p < 0.05))
      #expect(abs(figures.minimumDetectable - 2.8 * (figures.error ?? 0)) < 1e-12)
    }
  }

  @Test func `the order of listings and columns is of no account`() throws {
    let effects = try PanelFixture.effects("rise")
    let turned = try PanelFixture.effects("rise") { file, text in
      var lines = text.split(separator: "\n").map { String($0) }
      guard file == "listings.csv" else { return text }
      lines[1...].reverse()
      return lines.map { line in
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        return fields.reversed().joined(separator: ",")
      }.joined(separator: "\r\n")
    }
    #expect(turned.count == effects.count)
    for (one, other) in zip(effects, turned) where one.measure != .price { #expect(one == other) }
    for (one, other) in zip(effects, turned) where one.measure == .price {
      #expect(abs((one.figures?.effectLog ?? 0) - (other.figures?.effectLog ?? 1)) < 1e-9)
    }
  }

  @Test(arguments: ["", "A100", "B200;B300"])
  func `an event without controls has a row that says so, and no figure`(controls: String) throws {
    let effects = try PanelFixture.effects("rise") { file, text in
      file == "events.csv" ? "event_id,date,affected_models,control_models\nrule,2025-08-12,A100,\(controls)\n" : text
    }
    #expect(effects.map(\.measure) == [.new, .gone, .composite, .price])
    for effect in effects {
      #expect(effect.controls == .uncontrolled && effect.verdict == .notEnoughData)
      #expect(effect.figures == nil)
      #expect(effect.reason == "control_models names no model with listings that it leaves alone")
    }
  }

  @Test func `where neighbors leave no control, the figures stay and the row says so`() throws {
    let effects = try PanelFixture.effects("rise") { file, text in
      file == "events.csv"
        ? """
        event_id,date,affected_models,control_models
        rule,2025-08-12,A100,A40
        near,2025-08-20,A40,L40S
        """ : text
    }
    let rule = try #require(effects.first { $0.eventID == "rule" && $0.measure == .composite })
    #expect(rule.controls == .uncontrolled && rule.figures != nil && rule.confoundedWith == ["near"])
  }

  @Test func `two models are tested each and together, and the sum finds what each may miss`() throws {
    let effects = try PanelFixture.effects("quiet") { file, text in
      file == "events.csv"
        ? "event_id,date,affected_models,control_models\nrule,2025-08-12,A100;H100,L40S;V100;A40\n" : text
    }
    #expect(Set(effects.map(\.family)) == ["A100", "H100", PanelStudy.pooled])
    let pooled = try #require(effects.row(.composite, PanelStudy.pooled)?.figures)
    let single = try #require(effects.row(.composite, "A100")?.figures)
    #expect(pooled.minimumDetectable < single.minimumDetectable)
    let q = effects.filter { $0.measure == .composite }.compactMap(\.figures?.q)
    #expect(q.count == 3)
  }

  @Test func `neighbors within a fortnight are named and give no controls`() throws {
    let effects = try PanelFixture.effects("rise") { file, text in
      file == "events.csv"
        ? """
        event_id,date,affected_models,control_models
        rule,2025-08-12,A100,H100;L40S;V100;A40
        near,2025-08-26,V100,L40S;A40
        far,2025-08-27,A40,L40S
        """ : text
    }
    let rule = try #require(effects.first { $0.eventID == "rule" && $0.measure == .composite })
    #expect(rule.confoundedWith == ["near"])
    #expect(rule.diagnostics?.controls == ["H100", "L40S", "A40"])
  }

  @Test(arguments: [
    ("rule,2025-08-12,B200,A40", "no listings of B200"),
    ("rule,2024-08-12,A100,A40", "the event is not after the first night with counts, 2025-02-04"),
    ("rule,2026-08-12,A100,A40", "the event is after the last night, 2025-09-03"),
    ("rule,2025-03-12,A100,A40", "31 nights read in the 180 days before, 60 needed"),
    ("rule,2025-08-31,A100,A40", "4 nights read in the 14 days after, 7 needed"),
  ])
  func `what cannot be tested has a reason and no figure`(event: String, reason: String) throws {
    let effects = try PanelFixture.effects("rise") { file, text in
      file == "events.csv" ? "event_id,date,affected_models,control_models\n\(event)\n" : text
    }
    #expect(effects.map(\.measure) == [.new, .gone, .composite, .price])
    for effect in effects {
      #expect(effect.verdict == .notEnoughData)
      #expect(effect.figures == nil && effect.kind == nil && effect.halfLife == nil && effect.diagnostics == nil)
      #expect(effect.reason == reason)
    }
  }

  @Test func `one listing a fortnight is not enough`() throws {
    let effects = try PanelFixture.effects("rise") { file, text in
      guard file == "listings.csv" else { return text }
      var kept = 0
      return text.split(separator: "\n").filter { line in
        guard line.contains(",A100,") else { return true }
        kept += 1
        return kept % 60 == 0
      }.joined(separator: "\n")
    }
    let composite = try #require(effects.row(.composite))
    #expect(composite.verdict == .notEnoughData)
    #expect(composite.reason?.hasSuffix("listings new expected in 14 days, 5 needed") == true)
  }
}
