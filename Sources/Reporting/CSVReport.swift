import Records

/// The figures behind each kind of chart and table, for a spreadsheet or a notebook.
struct CSVReport {
  let findings: Findings

  var prices: String {
    var csv = CSV([
      "series", "model_id", "basis", "week", "usd", "low", "high", "level_raw", "standard_error", "median_usd", "n",
      "listings", "status", "method",
    ])
    for point in findings.prices + findings.indices.points {
      csv.append([
        point.series, point.modelID, point.basis.rawValue, point.week.description, Figures.plain(point.usd, 2),
        Figures.plain(point.low, 2), Figures.plain(point.high, 2), Figures.plain(point.levelRaw),
        Figures.plain(point.standardError), Figures.plain(point.medianUSD, 2), String(point.n), String(point.listings),
        point.status.rawValue, point.method,
      ])
    }
    return csv.text
  }

  var value: String {
    var csv = CSV([
      "model_id", "name", "week", "usd", "usd_per_tflops", "usd_per_gb", "usd_per_tb_s", "usd_per_watt", "n", "status",
    ])
    for value in Value.all(findings) {
      csv.append([
        value.model.modelID, value.model.name, value.point.week.description, Figures.plain(value.point.usd, 2),
        Figures.plain(value.perTFLOPS, 4), Figures.plain(value.perGB, 4), Figures.plain(value.perTBs, 4),
        Figures.plain(value.perWatt, 4), String(value.point.n), value.point.status.rawValue,
      ])
    }
    return csv.text
  }

  var demand: String {
    var csv = CSV(["family", "date", "status", "gap_days", "new", "gone", "at_risk", "bids", "mentions"])
    for point in findings.demand {
      csv.append(
        [point.family, point.date.description, point.status.rawValue]
          + [point.gapDays, point.new, point.gone, point.atRisk, point.bids, point.mentions].map {
            $0.map(String.init) ?? ""
          })
    }
    return csv.text
  }

  var events: String {
    var csv = CSV([
      "event_id", "family", "target_role", "measure", "window_days", "before_count", "before_exposure", "after_count",
      "after_exposure", "missing_nights_before", "missing_nights_after", "effect_log", "ci_low", "ci_high", "p", "q",
      "mde", "verdict", "controls", "confounded_with", "reason",
    ])
    for effect in findings.effects {
      let figures = effect.figures
      let head = [
        effect.eventID, effect.family, effect.targetRole.rawValue, effect.measure.rawValue, String(effect.windowDays),
      ]
      let windows = [
        String(effect.before.count), Figures.plain(effect.before.exposure, 0), String(effect.after.count),
        Figures.plain(effect.after.exposure, 0), String(effect.before.missingNights),
        String(effect.after.missingNights),
      ]
      let numbers = [
        figures?.effectLog, figures?.low, figures?.high, figures?.p, figures?.q, figures?.minimumDetectable,
      ].map { Figures.plain($0) }
      csv.append(
        head + windows + numbers + [
          effect.verdict.rawValue, effect.controls.rawValue, effect.confoundedWith.joined(separator: ";"),
          effect.reason ?? "",
        ])
    }
    return csv.text
  }

  var coverage: String {
    var csv = CSV(["source_id", "date", "pages_expected", "pages_read", "complete"])
    for night in findings.coverage {
      csv.append([
        night.sourceID, night.date.description, night.pagesExpected.map(String.init) ?? "", String(night.pagesRead),
        night.isComplete ? "1" : "0",
      ])
    }
    return csv.text
  }
}
