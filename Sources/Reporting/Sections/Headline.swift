import Records

func headlineSection(_ findings: Findings) -> Markup {
  let movements = Movement.sinceVintage(findings)
  let found = Tellings.found(findings)
  let watch = Tellings.watch(findings)
  let nothing: Markup = "<p class=\"soft\">No event had an effect that can be told from noise.</p>"
  let calm: Markup = "<p class=\"soft\">Nothing: no unexplained spike, no alarm, no silent source.</p>"
  return """
    <section id="today"><h2>What moved</h2>
    <div class="cards">
    <div class="card"><h3>Since the night before</h3>
    <p>\(Tellings.night(findings))</p>
    <p>\(Tellings.vintage(findings, movements))</p>
    \(movementTable("Levels that moved since the vintage before", Array(movements.prefix(8))))</div>
    <div class="card"><h3>Since the last event</h3>
    \(sinceEvent(findings))</div>
    <div class="card"><h3>Effects found</h3>
    \(found.isEmpty ? nothing : list(found))</div>
    <div class="card"><h3>To look at</h3>
    \(watch.isEmpty ? calm : list(watch))</div>
    </div>
    \(moveTable(findings))</section>

    """
}

private func list(_ texts: [String]) -> Markup {
  "<ul>\(texts.map { text -> Markup in "<li>\(text)</li>" })</ul>"
}

private func sinceEvent(_ findings: Findings) -> Markup {
  guard let (event, movements) = Movement.sinceEvent(findings) else {
    return "<p class=\"soft\">No family has levels with enough sellers both before and after an event.</p>"
  }
  return """
    <p><span class="nw">\(event.anchor.description)</span> \(event.title)</p>
    \(movementTable("Levels before the event and now", Array(movements.prefix(8))))
    <p class="soft">Plain differences, the drift of the whole market included; what the event itself did is tested under
    <a href="#events">Events</a>.</p>
    """
}

private func movementTable(_ caption: String, _ movements: [Movement]) -> Markup {
  guard !movements.isEmpty else { return "" }
  var table = Table(caption, [("Series", false), ("Before", true), ("Now", true), ("Change", true)])
  for movement in movements {
    table.append([
      "\(movement.name)", "\(usd: movement.before)", "\(usd: movement.now.usd)", "\(Figures.change(movement.percent))",
    ])
  }
  return table.markup
}

private func moveTable(_ findings: Findings) -> Markup {
  let moves = findings.facts.moves
  guard !moves.isEmpty else { return "" }
  var table = Table(
    "Largest price moves of single listings, in their own currency",
    [("Listing", false), ("Family", false), ("Before", true), ("After", true), ("Change", true)])
  for move in moves {
    table.append([
      "<span class=\"wide\">\(move.title)</span>", "\(move.family.isEmpty ? "—" : move.family)",
      "\(Figures.money(move.before, move.currency))", "\(Figures.money(move.after, move.currency))",
      "\(Figures.change(move.percent))",
    ])
  }
  return table.markup
}
