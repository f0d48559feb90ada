import Records
import Testing

@Suite struct JSONReaderTests {
  @Test(
    arguments: [
      ("<!-- {\"a\": 1} -->", "1"), ("//<![CDATA[\n{a: 1};\n//]]>", "1"), ("{\"a\": \"x\ny\"}", "x\ny"),
      ("{\"a\": NaN}", "NaN"), ("{\"a\": -Infinity,}", "-Infinity"), ("{'a': undefined}", "undefined"),
    ])
  func `scripts of pages are read leniently, but nothing is guessed`(text: String, value: String) throws {
    let json = try JSONReader.read(text, as: .script)
    #expect((json["a"]?.string ?? json["a"]?.number) == value)
    #expect(throws: JSONFailure.self) { try JSONReader.read(text) }
  }

  @Test(arguments: ["{\"a\": 1} --", "[1]]", "{\"a\": 1 -->}", "<!-", "{\"a\":1,\"a\":2}", "[1 2]", "NaNa"])
  func `what is no JSON stays none, however leniently read`(text: String) {
    #expect(throws: JSONFailure.self) { try JSONReader.read(text, as: .script) }
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let text: String
    let dialect: JSONReader.Dialect
    let message: String
    var testDescription: String { text }
  }

  @Test(arguments: [
    Refusal(text: #"{"a":1,"a":2}"#, dialect: .json, message: "f:1:8: the key \"a\" stands twice"),
    Refusal(text: "{\"a\":1,\n \"b\":tru}", dialect: .json, message: "f:2:6: not a JSON value"),
    Refusal(text: "[1,2,]", dialect: .json, message: "f:1:6: a comma before the end"),
    Refusal(text: "[1 2]", dialect: .json, message: "f:1:4: neither a comma nor the end of the array"),
    Refusal(text: "{\"a\" 1}", dialect: .json, message: "f:1:6: no colon after the key \"a\""),
    Refusal(text: "01", dialect: .json, message: "f:1:1: a number with a leading zero"),
    Refusal(text: "1.", dialect: .json, message: "f:1:1: a number that ends in a point"),
    Refusal(text: "1e", dialect: .json, message: "f:1:1: a number without its exponent"),
    Refusal(text: "\"a\nb\"", dialect: .json, message: "f:1:3: a control character in a string"),
    Refusal(text: "\"abc", dialect: .json, message: "f:1:1: the string is not closed"),
    Refusal(text: #""\x""#, dialect: .json, message: "f:1:2: an unknown escape"),
    Refusal(text: "{} {}", dialect: .json, message: "f:1:4: more text after the end of the value"),
    Refusal(text: "", dialect: .json, message: "f:1:1: the text ends where a value should be"),
    Refusal(text: "// no\n1", dialect: .json, message: "f:1:1: not a JSON value"),
    Refusal(text: "{/* open", dialect: .json5, message: "f:1:2: the comment is not closed"),
    Refusal(text: "{a:1,a:2}", dialect: .json5, message: "f:1:6: the key \"a\" stands twice"),
  ]) func `what is not JSON is refused with its place`(_ refusal: Refusal) {
    #expect(throws: JSONFailure.self) { try JSONReader.read(refusal.text, as: refusal.dialect, source: "f") }
    do throws(JSONFailure) {
      _ = try JSONReader.read(refusal.text, as: refusal.dialect, source: "f")
    } catch {
      #expect(error.description == refusal.message)
    }
  }

  @Test func `a thirteenth key that stood before is refused too`() {
    let members = (0..<13).map { "\"k\($0)\":0" } + ["\"k3\":1"]
    #expect(throws: JSONFailure.self) { try JSONReader.read("{" + members.joined(separator: ",") + "}") }
  }

  @Test func `JSON5 files may have comments, bare keys, single quotes and trailing commas`() throws {
    let json = try JSONReader.read("{ // why\n name: 'it\\'s', list: [1, 2,], /* x */ }", as: .json5)
    #expect(json["name"]?.string == "it's")
    #expect(json["list"]?.array?.count == 2)
  }

  @Test(arguments: [
    (#""\u00e9\u4e07""#, "é万"), (#""\ud83d\udd25""#, "🔥"), (#""\ud83d x""#, "\u{FFFD} x"),
    (#""a\/\n\t\"""#, "a/\n\t\""),
  ]) func `escapes become their characters`(_ text: String, _ expected: String) throws {
    #expect(try JSONReader.read(text).string == expected)
  }

  @Test func `numbers keep their text`() throws {
    let numbers = ["0", "-0", "12.50", "1e400", "123456789012345678901234567890"]
    for number in numbers { #expect(try JSONReader.read(number).number == number) }
  }

  @Test func `two hundred levels are read, one more is refused`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONReader.read(nested(200))
    #expect(throws: JSONFailure.self) { try JSONReader.read(nested(201)) }
  }

  @Test func `no prefix and no flipped byte of a record traps`() throws {
    var seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    let text = Array(
      #"{"type":"listing","source":"s","key":"k","title":"A100 \u00e9 🔥","attributes":{"a":"1","b":2.5e3},"x":[null,true]}"#
        .utf8)
    for end in 0...text.count { _ = try? RawRecord(line: Array(text[..<end])) }
    for _ in 0..<20_000 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var flipped = text
      flipped[Int(seed >> 33) % text.count] ^= UInt8(truncatingIfNeeded: seed >> 20) | 1
      _ = try? RawRecord(line: flipped)
    }
  }
}
