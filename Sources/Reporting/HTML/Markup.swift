/// A piece of HTML.
///
/// What is interpolated as text is escaped; only another piece of markup is not.
///
/// `"<td>\(title)</td>"` is safe for any `title`, inside elements and inside quoted attributes.
struct Markup: ExpressibleByStringInterpolation {
  var source: String

  init(stringLiteral value: String) { source = value }
  init(stringInterpolation: Interpolation) { source = stringInterpolation.source }
  init(_ parts: [Markup]) { source = parts.map(\.source).joined() }

  struct Interpolation: StringInterpolationProtocol {
    var source = ""

    init(literalCapacity: Int, interpolationCount: Int) { source.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: String) { source += literal }
    mutating func appendInterpolation(_ text: String) { source += Markup.escaped(text) }
    mutating func appendInterpolation(_ number: Int) { source += String(number) }
    /// Text whose line breaks stay, for `pre`.
    mutating func appendInterpolation(lines text: String) {
      source += text.split(separator: "\n", omittingEmptySubsequences: false).map { Markup.escaped(String($0)) }
        .joined(separator: "\n")
    }
    /// US dollars that the reader may see in another currency.
    mutating func appendInterpolation(usd value: Double?, _ shown: (Double?) -> String = Figures.dollars) {
      guard let value, value.isFinite else { return source += "—" }
      source += "<data value=\"" + Figures.plain(value, value < 100 ? 2 : 0) + "\">" + shown(value) + "</data>"
    }
    /// The same in a drawing.
    mutating func appendInterpolation(drawnUSD value: Double?, _ shown: (Double?) -> String = Figures.dollars) {
      guard let value, value.isFinite else { return source += "—" }
      source += "<tspan data-usd=\"" + Figures.plain(value, value < 100 ? 2 : 0) + "\">" + shown(value) + "</tspan>"
    }
    mutating func appendInterpolation(_ markup: Markup) { source += markup.source }
    mutating func appendInterpolation(_ parts: [Markup]) { for part in parts { source += part.source } }
  }

  /// Text with what HTML, SVG and XML would read as markup replaced, and controls made visible as U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n": result += " "
      default:
        let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || isDirectional(scalar)
        result.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }

  static func + (left: Markup, right: Markup) -> Markup { Markup([left, right]) }
}
