/// What a word or phrase of running text says to whoever reads reports.
enum ReportConcept: String, CaseIterable, Hashable, Sendable {
  // What a text is about: words of the trade, and words of goods that share a name with a board.
  case gpuContext = "gpu_context"
  case foreignBefore = "foreign_before"
  case foreignTopic = "foreign_topic"

  // Prices.
  case priceWord = "price_word"
  case ask, sold, estimate, rent
  case perHour = "per_hour"
  case perDay = "per_day"
  case perMonth = "per_month"
  case perYear = "per_year"
  case perCard = "per_card"
  case perServer = "per_server"
  case server
  /// Goods or sums of many: inventory, a charge, revenue of a product.
  case totalWord = "total_word"
  /// Money of something else: a company's worth, wages, a fine.
  case otherMoney = "other_money"
  /// A change by an amount, before it or after it: "rose by", "涨了", "値上がり".
  case deltaBefore = "delta_before"
  case deltaAfter = "delta_after"
  /// A change to an amount: "rose to", "涨到".
  case changeTo = "change_to"
  case change
  /// What an earlier price stands behind: "up from", "compared with", "a year ago".
  case formerBefore = "former_before"
  case formerAfter = "former_after"
  case bought
  /// "for", "的", "за": between an amount and what it buys.
  case ofGoods = "of_goods"
  /// "each", "apiece": of whatever is counted, boards or machines.
  case perEach = "per_each"
  /// A hundredth of a currency: "cents", "centavos", "копеек".
  case hundredths
  /// What may stand behind an amount whose currency is left out.
  case ellipsisAfter = "ellipsis_after"
  case respectively

  // Figures.
  case about, nearly
  case atMost = "at_most"
  /// "less than": anything below it bears it out.
  case below
  case atLeast = "at_least"
  case atLeastAfter = "at_least_after"
  case atMostAfter = "at_most_after"
  case rangeJoin = "range_join"
  /// "from", "从": before the earlier end of a change.
  case fromWord = "from_word"
  /// "and a half", "с половиной".
  case andHalf = "and_half"
  /// "per second" before a size: "每秒4TB".
  case perSecond = "per_second"
  case between
  case times
  case percentWord = "percent_word"
  case less, more
  case hypothetical, negation
  case relativeBefore = "relative_before"
  case relativeAfter = "relative_after"
  case compares
  case clauseBreak = "clause_break"

  // Attributes.
  case memory, bandwidth, interconnect, power, performance, training, inference
  case aiPerformance = "ai_performance"
  case price
  case fp64, fp32, tf32, fp16, fp8, int8, fp4
  case sparse
  case memoryType = "memory_type"
  case architectureName = "architecture_name"
  case architecture
  case launch, has
  /// "of the", "beim", "của": between a figure and the family that has it.
  case belongs
  /// "it", "它", "nó": speaks of what was spoken of.
  case pronoun
  /// "the former", "前者": the first of two that were named.
  case firstNamed = "first_named"
  /// "the latter", "后者": the last that was named.
  case lastNamed = "last_named"

  // Policy.
  case restricts, relaxes, ruleWord = "rule_word"
  case lastMonth = "last_month"
  case lastYear = "last_year"
  /// "since", "after": the day behind it is not the day of a price.
  case since

  static let all = Array(ReportConcept.allCases)
}
