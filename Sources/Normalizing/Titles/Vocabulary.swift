/// What a word or phrase of a title says.
public enum Concept: String, CaseIterable, Hashable, Sendable {
  case card, context, accessory, fitting, system, baseboard, component, foreign, mobile, mobility, modified
  case only, parts, driver, converted, pulled, negotiable, pair
  /// "for": what follows is what the goods go with.
  case purpose = "for"
  case with, without
  case noBoard = "no_board"
  case laptopGoods = "laptop_goods"
  case lotBefore = "lot_before"
  case unitAfter = "unit_after"
  case perPiece = "per_piece"
  case rigCount = "rig_count"
  case fanCount = "fan_count"
  case fanSeries = "fan_series"
  case boxState = "box_state"
  case stateNew = "state_new"
  case stateOpenBox = "state_open_box"
  case stateRefurbished = "state_refurbished"
  case stateUsed = "state_used"
  case boardBrand = "board_brand"
  /// A module that carries one GPU, or a board that carries several.
  case module
  /// Machines whose names stand beside single boards too: "for PowerEdge", "服务器显卡".
  case host
  /// Machines that are goods only at the head of a title: "workstation".
  case machineHead = "machine_head"
  /// Processors, disks and the like: a title that names two of them sells a machine.
  case machinePart = "machine_part"
  /// "Server Edition", "工作站版": the word before names a version of a board.
  case edition
  /// "from", "из": the machine named next is where the board was.
  case pulledFrom = "pulled_from"
  /// What holds a word of breakage and tells of none: "no display outputs", "故障なし".
  case harmless
  /// "or": the names on both sides are choices.
  case either
  /// "better than", "flashed to": the model named next is no goods.
  case comparedTo = "compared_to"
  /// "bios", "performance": the model named before is no goods.
  case remarkAfter = "remark_after"
  case wanted, trade
  /// What is let or done for a fee: "for rent", "维修服务".
  case service
  /// "Available", "в наличии": a count beside it is of what there is to choose from.
  case inStock = "in_stock"
  case outsideFamily = "outside_family"
  /// The makers' lines, by every spelling: a bare number after one is of its series.
  case geforce, radeon
  /// Other lines that hold nothing but boards.
  case boardLine = "board_line"
  /// Makers of boards with AMD's chips only.
  case radeonBrand = "radeon_brand"
  /// "用": what stands before it is what the goods go with.
  case purposeAfter = "for_after"
  /// "付属", "なし": what stands before it is what the board has or lacks.
  case withAfter = "with_after"
  /// Beside amounts: a gift, the lowest of several, struck out, standing, for each, for all, with or without shipping.
  case priceFree = "price_free"
  case priceFrom = "price_from"
  case priceFromAfter = "price_from_after"
  case priceOld = "price_old"
  case priceNew = "price_new"
  case priceEach = "price_each"
  /// A unit that counts after "/" only.
  case priceUnit = "price_unit"
  case perLot = "per_lot"
  case shippingIncluded = "shipping_included"
  case shippingExtra = "shipping_extra"
  /// Counts in words.
  case two, three, four, five, six, eight, ten
  /// In dates: "just now", days by name, "ago", "a" for one, units, "月" and "年", a word before the month's number, halves of the day.
  case dateNow = "date_now"
  case dateToday = "date_today"
  case dateYesterday = "date_yesterday"
  case dateBeforeYesterday = "date_before_yesterday"
  case dateAgo = "date_ago"
  case dateOne = "date_one"
  case dateSecond = "date_second"
  case dateMinute = "date_minute"
  case dateHour = "date_hour"
  case dateDay = "date_day"
  case dateWeek = "date_week"
  case dateMonth = "date_month"
  case dateYear = "date_year"
  case dateMonthMark = "date_month_mark"
  case dateMonthWord = "date_month_word"
  case dateYearMark = "date_year_mark"
  case dateMorning = "date_morning"
  case dateAfternoon = "date_afternoon"
  case month1 = "month_1"
  case month2 = "month_2"
  case month3 = "month_3"
  case month4 = "month_4"
  case month5 = "month_5"
  case month6 = "month_6"
  case month7 = "month_7"
  case month8 = "month_8"
  case month9 = "month_9"
  case month10 = "month_10"
  case month11 = "month_11"
  case month12 = "month_12"
}

/// The words of every language that titles and prices are read in.
public struct Vocabulary: Sendable {
  /// The phrases of each concept, over all languages.
  public let phrases: [Concept: [String]]

  let lexicon: Lexicon
  /// The phrases that matter beside amounts.
  let moneyWords: MoneyWords
  /// The words of dates.
  let dateWords: DateWords
  let currencySigns: CurrencySigns
  let multipliers: Multipliers
  let countries: CountryReader

  /// Compiles a vocabulary of phrases alone, which knows no currency and no place.
  public init(phrases: [Concept: [String]]) {
    self.init(phrases: phrases, money: MoneyTable(), places: PlaceNames())
  }

  /// Compiles a vocabulary.
  init(phrases: [Concept: [String]], money: MoneyTable, places: PlaceNames) {
    self.phrases = phrases
    let beside = MoneyWords.concepts.subtracting([.negotiable, .trade]).union(DateWords.concepts)
    lexicon = Lexicon(phrases.filter { !beside.contains($0.key) })
    moneyWords = MoneyWords(phrases)
    dateWords = DateWords(phrases)
    currencySigns = CurrencySigns(money)
    multipliers = Multipliers(money)
    countries = CountryReader(places: places)
  }
}
