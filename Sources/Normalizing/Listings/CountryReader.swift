/// Tells the country from the text of a place.
enum CountryReader {
  /// The ISO 3166-1 alpha-2 code that a text ends with or names; nil when it names none.
  ///
  /// "Shenzhen, China", "from United Kingdom", "Artikelstandort: Deutschland", "US", "广东".
  static func read(_ text: String) -> String? {
    if text.utf8.count == 2, text.utf8.allSatisfy({ $0 >= 65 && $0 <= 90 }) { return text == "UK" ? "GB" : text }
    let words = FoldedTitle(text).words.map(\.text)
    for start in words.indices.reversed() {
      for length in [3, 2, 1] where start + length <= words.count {
        if let code = names[words[start..<start + length].joined(separator: " ")] { return code }
      }
      if let code = chinese(words[start]) { return code }
    }
    return nil
  }

  private static func chinese(_ word: String) -> String? {
    if ["香港"].contains(where: word.hasPrefix) { return "HK" }
    if ["台湾", "台灣", "台北"].contains(where: word.hasPrefix) { return "TW" }
    return provinces.contains(where: word.hasPrefix) ? "CN" : nil
  }

  private static let provinces = [
    "中国", "北京", "上海", "天津", "重庆", "广东", "深圳", "广州", "浙江", "江苏", "四川", "山东", "河南", "河北", "湖北", "湖南", "福建",
    "安徽", "江西", "辽宁", "吉林", "黑龙江", "陕西", "山西", "广西", "云南", "贵州", "海南", "甘肃", "青海", "宁夏", "新疆", "西藏", "内蒙古",
  ]

  private static let names: [String: String] = [
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
