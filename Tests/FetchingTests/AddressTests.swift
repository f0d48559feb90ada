import CurlKit
import Testing

@Suite struct AddressTests {
  @Test(arguments: [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "::ffff:127.0.0.1", "::127.0.0.1", "fe80::1", "fd00::1",
    "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "ff02::1",
  ]) func `an address that is not public is refused`(_ text: String) throws {
    let address = try #require(IPAddress(text))
    #expect(!AddressPolicy().permits(address))
  }

  @Test(arguments: ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "192.0.1.1"])
  func `a public address is permitted`(_ text: String) throws {
    let address = try #require(IPAddress(text))
    #expect(AddressPolicy().permits(address))
  }

  @Test func `a named network is permitted and its neighbor is not`() throws {
    let policy = AddressPolicy(allowing: [try #require(IPNetwork("127.0.0.0/31"))])
    #expect(policy.permits(try #require(IPAddress("127.0.0.1"))))
    #expect(!policy.permits(try #require(IPAddress("127.0.0.2"))))
    #expect(!policy.permits(try #require(IPAddress("::1"))))
  }

  @Test(arguments: ["", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/+8", "10.0/8", "fc00::/129", "x/8", "10.0.0.0/8/8"])
  func `a network that makes no sense is none`(_ text: String) {
    #expect(IPNetwork(text) == nil)
  }

  @Test(arguments: [
    ("HTTP://Shop.Example/a b#part", "http://shop.example/a%20b", "/a%20b"),
    ("https://shop.example", "https://shop.example/", "/"),
    ("http://shop.example:8080/x?q=1&r=2", "http://shop.example:8080/x?q=1&r=2", "/x?q=1&r=2"),
    ("http://shop.example/ü", "http://shop.example/%C3%BC", "/%C3%BC"),
  ]) func `an address is normalized and loses its fragment`(_ text: String, _ whole: String, _ target: String) throws {
    let address = try WebAddress(text)
    #expect(address.text.lowercased() == whole.lowercased())
    #expect(address.target.lowercased() == target.lowercased())
    #expect(address.host == "shop.example")
  }

  @Test(arguments: [
    ("file:///etc/passwd", WebAddress.Refusal.scheme("file")), ("gopher://x/", .scheme("gopher")),
    ("javascript://alert", .scheme("javascript")), ("http://user:word@shop.example/", .credentials),
    ("http://user@shop.example/", .credentials),
  ]) func `an address that may not be fetched is refused`(_ text: String, _ refusal: WebAddress.Refusal) {
    #expect(throws: refusal) { try WebAddress(text) }
    #expect(throws: refusal) { try WebAddress(text, relativeTo: WebAddress("http://shop.example/a")) }
  }

  @Test(arguments: ["", "http://", "http://[::bad/", "shop.example", "/a/b", "http://shop.example:99999/"])
  func `a text that is no address is refused`(_ text: String) {
    #expect(throws: WebAddress.Refusal.self) { try WebAddress(text) }
  }

  @Test(arguments: [
    ("c", "http://shop.example/a/c"), ("/c?d", "http://shop.example/c?d"),
    ("//other.example/x", "http://other.example/x"),
    ("https://other.example/", "https://other.example/"), ("../c", "http://shop.example/c"),
  ]) func `a relative address is resolved against its base`(_ text: String, _ whole: String) throws {
    #expect(try WebAddress(text, relativeTo: WebAddress("http://shop.example/a/b")).text == whole)
  }
}
