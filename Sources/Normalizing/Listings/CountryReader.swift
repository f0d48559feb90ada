/// Tells the country from the text of a place.
enum CountryReader {
  /// The ISO 3166-1 alpha-2 code that a text ends with or names; nil when it names none.
  ///
  /// "Shenzhen, China", "from United Kingdom", "Artikelstandort: Deutschland", "US", "广东".
  static func read(_ text: String) -> String? {
    if text.utf8.count == 2, text.utf8.allSatisfy({ $0 >= 65 && $0 <= 90 }) {
      return text == "UK" ? "GB" : text == "EU" ? nil : text
    }
    if let code = coded(text) { return code }
    let words = FoldedTitle(text).words.map(\.text)
    for end in words.indices.reversed() {
      for length in [4, 3, 2, 1] where length <= end + 1 {
        if let code = names[words[(end + 1 - length)...end].joined(separator: " ")] { return code }
      }
      if let code = wide(words[end]) { return code }
    }
    return nil
  }

  /// "US-TX", "EU-DE", "Austin, TX": codes in capitals; those of a state that are a country's too say nothing.
  private static func coded(_ text: String) -> String? {
    let parts = text.split { !$0.isLetter && $0 != "-" }
    for part in parts {
      let codes = part.split(separator: "-", omittingEmptySubsequences: false)
      guard codes.count == 2, codes[0].count <= 3, codes[0].allSatisfy(\.isUppercase), let first = codes.first else {
        continue
      }
      if first == "EU" { return codes[1].count == 2 && codes[1].allSatisfy(\.isUppercase) ? String(codes[1]) : nil }
      if let country = regions[String(first)] { return country }
    }
    guard parts.count >= 2, text.contains(","), let last = parts.last else { return nil }
    return states.contains(String(last)) ? "US" : provincesOfCanada.contains(String(last)) ? "CA" : nil
  }

  private static let regions = [
    "US": "US", "USA": "US", "CA": "CA", "CAN": "CA", "UK": "GB", "GB": "GB", "AU": "AU", "AUS": "AU", "NZ": "NZ",
  ]

  private static let states: Set<String> = [
    "AK", "CT", "DC", "FL", "HI", "IA", "KS", "MI", "NH", "NJ", "NM", "NV", "NY", "ND", "OH", "OK", "OR", "RI", "TX",
    "UT", "VT", "WA", "WI", "WV", "WY",
  ]

  private static let provincesOfCanada: Set<String> = ["AB", "BC", "MB", "NB", "NS", "ON", "QC", "SK"]

  /// The country of a word that is written without blanks.
  private static func wide(_ word: String) -> String? {
    for (name, code) in wideNames where word.contains(name) { return code }
    return provinces.contains(where: word.hasPrefix) ? "CN" : nil
  }

  /// In this order: what is within another's name comes first.
  private static let wideNames = [
    ("香港", "HK"), ("澳门", "MO"), ("澳門", "MO"), ("台湾", "TW"), ("台灣", "TW"), ("台北", "TW"), ("美国", "US"),
    ("美國", "US"), ("アメリカ", "US"), ("日本", "JP"), ("韩国", "KR"), ("韓国", "KR"), ("대한민국", "KR"), ("德国", "DE"),
    ("英国", "GB"), ("越南", "VN"), ("ベトナム", "VN"), ("新加坡", "SG"), ("俄罗斯", "RU"), ("ロシア", "RU"),
  ]

  private static let provinces = [
    "中国", "北京", "上海", "天津", "重庆", "广东", "深圳", "广州", "浙江", "江苏", "四川", "山东", "河南", "河北", "湖北", "湖南", "福建",
    "安徽", "江西", "辽宁", "吉林", "黑龙江", "陕西", "山西", "广西", "云南", "贵州", "海南", "甘肃", "青海", "宁夏", "新疆", "西藏", "内蒙古",
  ]

  private static let names: [String: String] = [
    "hoa kỳ": "US", "mỹ": "US", "ee uu": "US", "états unis": "US", "new mexico": "US", "kanada": "CA", "canadá": "CA",
    "beijing": "CN", "shanghai": "CN", "guangzhou": "CN", "trung quốc": "CN", "chine": "CN",
    "hong kong sar china": "HK", "гонконг": "HK", "hồng kông": "HK", "macau": "MO", "macao": "MO", "đài loan": "TW",
    "taipei": "TW", "ha noi": "VN", "hanoi": "VN", "ho chi minh": "VN", "tphcm": "VN", "alemania": "DE",
    "германия": "DE", "allemagne": "DE", "northern ireland": "GB", "vereinigtes königreich": "GB", "reino unido": "GB",
    "royaume uni": "GB", "großbritannien": "GB", "великобритания": "GB", "frankreich": "FR", "francia": "FR",
    "франция": "FR", "japón": "JP", "япония": "JP", "nhật bản": "JP", "republic of korea": "KR", "корея": "KR",
    "hàn quốc": "KR", "north korea": "KP", "russland": "RU", "rusia": "RU", "польша": "PL", "polen": "PL",
    "spanien": "ES", "italien": "IT", "niederlande": "NL", "países bajos": "NL", "suisse": "CH", "suiza": "CH",
    "united states": "US", "usa": "US", "u s a": "US", "сша": "US", "vereinigte staaten": "US", "estados unidos": "US",
    "china": "CN", "prc": "CN", "shenzhen": "CN", "guangdong": "CN", "китай": "CN", "hong kong": "HK", "hongkong": "HK",
    "taiwan": "TW", "japan": "JP", "日本": "JP", "korea": "KR", "south korea": "KR", "vietnam": "VN", "việt nam": "VN",
    "viet nam": "VN", "hà nội": "VN", "tp hcm": "VN", "hồ chí minh": "VN", "germany": "DE", "deutschland": "DE",
    "united kingdom": "GB", "great britain": "GB", "england": "GB", "uk": "GB", "france": "FR", "italy": "IT",
    "italia": "IT",
    "spain": "ES", "españa": "ES", "portugal": "PT", "poland": "PL", "polska": "PL", "netherlands": "NL",
    "nederland": "NL",
    "belgium": "BE", "austria": "AT", "österreich": "AT", "switzerland": "CH", "schweiz": "CH", "sweden": "SE",
    "norway": "NO",
    "denmark": "DK", "finland": "FI", "czech republic": "CZ", "czechia": "CZ", "hungary": "HU", "romania": "RO",
    "bulgaria": "BG", "greece": "GR", "ukraine": "UA", "україна": "UA", "украина": "UA", "russia": "RU",
    "russian federation": "RU", "россия": "RU", "москва": "RU", "санкт петербург": "RU", "belarus": "BY",
    "kazakhstan": "KZ", "israel": "IL", "turkey": "TR", "türkiye": "TR", "india": "IN", "singapore": "SG",
    "malaysia": "MY",
    "thailand": "TH", "indonesia": "ID", "philippines": "PH", "australia": "AU", "new zealand": "NZ", "canada": "CA",
    "mexico": "MX", "méxico": "MX", "brazil": "BR", "brasil": "BR", "argentina": "AR", "chile": "CL", "colombia": "CO",
    "peru": "PE", "perú": "PE", "lithuania": "LT", "latvia": "LV", "estonia": "EE", "ireland": "IE", "slovakia": "SK",
    "slovenia": "SI", "croatia": "HR", "serbia": "RS", "united arab emirates": "AE", "uae": "AE", "saudi arabia": "SA",
  ]

  /// Countries that export rules bar from the boards under them (arms embargo and the like), and Hong Kong and Macau.
  static let restricted: Set<String> = [
    "CN", "HK", "MO", "RU", "BY", "IR", "KP", "SY", "CU", "VE", "MM", "AF", "KH", "CF", "CD", "ER", "HT", "IQ", "LB",
    "LY",
    "SO", "SS", "SD", "ZW", "NI",
  ]
}
