import Normalizing
import Records
import Reporting

/// Answers about what is known before a page is read: sources, models, titles, prices, events.
public struct Reference: Sendable {
  private let configuration: Configuration

  /// Answers from a configuration.
  public init(_ configuration: Configuration) { self.configuration = configuration }

  /// The declared sources.
  public func sources(isJSON: Bool, width: Int?) -> String {
    let facts = configuration.sources.map { source in
      [
        ("source", source.id.name), ("title", source.title), ("kind", source.kind.rawValue),
        ("access", source.access.rawValue), ("locale", source.locale ?? ""),
        ("currency", source.currency?.code ?? ""), ("robots", source.robots), ("terms", source.terms),
      ]
    }
    return print(facts, isJSON: isJSON, width: width)
  }

  /// The catalog.
  public func models(isJSON: Bool, width: Int?) -> String {
    let facts = configuration.catalog.models.map { model in
      [
        ("model_id", model.id), ("family", model.family), ("name", model.name), ("segment", model.segment.rawValue),
        ("memory_gb", model.memoryGB.map { String($0) } ?? ""), ("form", model.form.rawValue),
        ("launched_on", model.launchedOn?.description ?? ""), ("export", model.export?.status ?? ""),
      ]
    }
    return print(facts, isJSON: isJSON, width: width)
  }

  /// What each title is, and which token meant what.
  public func match(_ titles: [String], isJSON: Bool) -> String {
    let matcher = TitleMatcher(catalog: configuration.catalog, vocabulary: configuration.vocabulary)
    return titles.map { title in
      let match = matcher.match(title)
      if isJSON { return json(title, match) }
      var text = "\(Story.escaped(title))\n  kind      \(match.kind.rawValue)\n"
      if let family = match.family { text += "  family    \(family)\n" }
      text += "  models    \(match.modelIDs.isEmpty ? "none" : match.modelIDs.joined(separator: ", "))\n"
      text += "  quantity  \(match.quantity)\n"
      if match.partsOnly { text += "  for parts\n" }
      if !match.flags.isEmpty { text += "  flags     \(match.flags.joined(separator: ", "))\n" }
      text += match.why.map { "  because   \(Story.escaped($0))\n" }.joined()
      return text
    }.joined()
  }

  /// What each price text names.
  public func money(_ texts: [String], locale: String?, currency: Currency?, isJSON: Bool) -> String {
    let reader = PriceReader(vocabulary: configuration.vocabulary)
    return texts.map { text in
      let context = PriceContext(locale: locale, currency: currency)
      let reading = reader.read(text, in: context)
      let price = reading.price
      if isJSON {
        var writer = JSONWriter()
        writer.object { writer in
          writer.member("text", text)
          writer.member("amount", price?.amount)
          writer.member("low", price?.low)
          writer.member("high", price?.high)
          writer.member("currency", price?.currency?.code)
          writer.member("flags", reading.flags)
          writer.member("open", reading.open)
          writer.member("why", reader.explain(text, in: context))
        }
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
      }
      var words: [String] = []
      if let amount = price?.amount { words.append(amount) }
      if let low = price?.low, let high = price?.high { words.append("\(low) to \(high)") }
      if words.isEmpty { words.append(price?.low.map { "from \($0)" } ?? "no amount") }
      words.append(price?.currency?.code ?? "currency open")
      let why = reader.explain(text, in: context).map { "  because   \(Story.escaped($0))\n" }.joined()
      let flags = reading.flags.isEmpty ? "" : "  flags     \(reading.flags.joined(separator: ", "))\n"
      return "\(Story.escaped(text)): \(words.joined(separator: " "))\n" + flags + why
    }.joined()
  }

  /// The events by anchor day.
  public func events(isJSON: Bool, width: Int?) -> String {
    let facts = configuration.events.map { event in
      [
        ("event_id", event.id), ("anchor_on", event.anchorOn.description), ("role", event.role.rawValue),
        ("kind", event.kind.rawValue), ("direction", event.direction.rawValue),
        ("targets", event.targets.joined(separator: ", ")), ("title", event.title),
      ]
    }
    return print(facts, isJSON: isJSON, width: width)
  }

  private func json(_ title: String, _ match: TitleMatch) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("title", title)
      writer.member("kind", match.kind.rawValue)
      writer.member("family", match.family)
      writer.member("model_ids", match.modelIDs)
      writer.member("model_id", match.modelID)
      writer.member("quantity", match.quantity)
      writer.member("parts_only", match.partsOnly)
      writer.member("flags", match.flags)
      writer.member("confidence", match.confidence)
      writer.member("why", match.why)
    }
    return String(decoding: writer.bytes, as: UTF8.self) + "\n"
  }

  private func print(_ facts: [[(name: String, text: String)]], isJSON: Bool, width: Int?) -> String {
    if isJSON {
      var writer = JSONWriter()
      for row in facts {
        writer.object { writer in for fact in row where !fact.text.isEmpty { writer.member(fact.name, fact.text) } }
        writer.endLine()
      }
      return String(decoding: writer.bytes, as: UTF8.self)
    }
    var table = TextTable((facts.first ?? []).map { TextTable.Column($0.name) })
    for row in facts { table.append(row.map(\.text)) }
    return table.text(width: width)
  }
}
