import Glibc
import Records

/// Numbers as people read them.
enum Figures {
  /// "1,234.50" with so many decimals; "—" for what is no number.
  static func fixed(_ value: Double?, _ places: Int = 0, grouping: Bool = true) -> String {
    guard let value, value.isFinite, abs(value) < 1e12 else { return "—" }
    let power = (0..<places).reduce(1) { product, _ in product * 10 }
    let scaled = Int((abs(value) * Double(power)).rounded(.toNearestOrEven))
    let whole = grouping ? grouped(scaled / power) : String(scaled / power)
    let sign = value < 0 && scaled > 0 ? "−" : ""
    guard places > 0 else { return sign + whole }
    let rest = String(scaled % power)
    return sign + whole + "." + String(repeating: "0", count: places - rest.count) + rest
  }

  /// "1 event", "2 events".
  static func count(_ value: Int, _ word: String) -> String { grouped(value) + " " + word + (value == 1 ? "" : "s") }

  /// "12,345".
  static func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var result = value < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result
  }

  /// US dollars: cents below 10, whole dollars above.
  static func dollars(_ value: Double?) -> String {
    guard let value else { return "—" }
    return "$" + fixed(value, abs(value) < 10 ? 2 : 0)
  }

  /// US dollars for one unit: cents below 100.
  static func unitDollars(_ value: Double?) -> String {
    guard let value else { return "—" }
    return "$" + fixed(value, abs(value) < 100 ? 2 : 0)
  }

  /// "$180 – $240", or "—" where there is no interval.
  static func interval(_ low: Double?, _ high: Double?) -> String {
    guard let low, let high else { return "—" }
    return dollars(low) + " – " + dollars(high)
  }

  /// A change of a logarithm in percent, with its sign: "+23 %".
  static func percent(log value: Double?) -> String {
    guard let value else { return "—" }
    let percent = 100 * (exp(value) - 1)
    return (percent >= 0.5 ? "+" : "") + fixed(percent) + " %"
  }

  /// A change in percent to a tenth, with its sign: "+2.4 %".
  static func change(_ percent: Double) -> String { (percent >= 0.05 ? "+" : "") + fixed(percent, 1) + " %" }

  /// Minor units of a currency with its code: "52,000.00 RUB".
  static func money(_ minor: Int, _ code: String) -> String {
    let digits = Currency(code: code)?.minorDigits ?? 2
    let power = (0..<digits).reduce(1.0) { product, _ in product * 10 }
    return fixed(Double(minor) / power, digits) + " " + code
  }

  /// A p- or q-value: "0.031", "< 0.001".
  static func probability(_ value: Double?) -> String {
    guard let value else { return "—" }
    return value < 0.001 ? "< 0.001" : fixed(value, 3)
  }

  /// Digits for a machine: up to six decimals, a point, no grouping, "" for nothing.
  static func plain(_ value: Double?, _ places: Int = 6) -> String {
    guard let value, value.isFinite else { return "" }
    let text = fixed(value, places, grouping: false)
    return text.hasPrefix("−") ? "-" + text.dropFirst() : text
  }

  /// A coordinate in a drawing, to a tenth.
  static func point(_ value: Double) -> String { plain(value, 1) }
}
