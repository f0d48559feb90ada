import Records

func familySection(_ findings: Findings) -> Markup {
  let levels = familyLevels(findings)
  let ordered = byWeight(levels)
  let shown = ordered.prefix(HTMLReport.mostCharts)
  let figures = shown.enumerated().map { index, family -> Markup in
    LevelChart(
      family, key: family, family: family, id: "f\(index + 1)", points: levels[family] ?? [], findings: findings)?
      .figure ?? ""
  }
  let rest = ordered.count - shown.count
  let more: Markup = rest > 0 ? "<p class=\"soft\">\(rest) more families are in prices.csv.</p>" : ""
  let body: Markup =
    shown.isEmpty
    ? "<p class=\"note\">No family has a price level: no card of a known family with a price in US dollars was seen.</p>"
    : "\(levelKey)<div class=\"charts\">\n\(Markup(figures))</div>\(more)"
  return """
    <section id="families"><h2>Price index by family</h2>
    <p>What a card of constant quality asks: models, conditions and places are held equal, wild prices held back, each
    seller counted once a week.</p>
    \(body)</section>

    """
}

func modelSection(_ findings: Findings) -> Markup {
  let levels = Dictionary(grouping: findings.prices, by: \.modelID)
  let families = familyLevels(findings)
  let models = Dictionary(findings.models.map { ($0.modelID, $0) }) { first, _ in first }
  let siblings = Dictionary(grouping: findings.models.filter { levels[$0.modelID] != nil }, by: \.family)
  // The only model of a family is told by the family's own chart.
  let ordered = byWeight(levels).filter { id in
    let family = models[id]?.family ?? ""
    return families[family] == nil || (siblings[family]?.count ?? 0) > 1
  }
  let shown = ordered.prefix(HTMLReport.mostModelCharts)
  let figures = shown.enumerated().map { index, id -> Markup in
    let model = models[id]
    return LevelChart(
      model?.name ?? id, key: id, family: model?.family ?? "", id: "p\(index + 1)", points: levels[id] ?? [],
      per: model?.units ?? "", findings: findings)?.figure ?? ""
  }
  let rest = ordered.count - shown.count
  let more: Markup = rest > 0 ? "<p class=\"soft\">\(rest) more models with fewer listings are in prices.csv.</p>" : ""
  let body: Markup =
    shown.isEmpty
    ? "<p class=\"note\">No family has more than one model with a price level.</p>"
    : "\(levelKey)<div class=\"charts\">\n\(Markup(figures))</div>\(more)"
  return """
    <section id="levels"><h2>Price levels by model</h2>
    \(body)</section>

    """
}

private let levelKey: Markup = """
  <p class="key">Line and dots: the level of asking prices (circles), sold prices (squares) or bids (upright ticks);
  shade: the 95 % interval; hollow: fewer than \(PriceIndexPoint.minimumSellers) sellers and a wide interval, never joined;
  hatched: nights that were not read, where wide enough to be seen; dashed: an event, numbered below its chart; dotted: what the market itself did.</p>

  """
