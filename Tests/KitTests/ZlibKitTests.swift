import Testing
import ZlibKit

struct ZlibKitTests {
  static let limits = InflateLimits(bytes: 1 << 24)
  static let text = [UInt8]((0..<400).map { "card \($0 % 37) for sale\n" }.joined().utf8)

  @Test func `what is packed is unpacked, at every level and for any bytes`() throws {
    var random = Seeded()
    print("seed \(random.seed)")
    for level in 1...9 {
      let noise = (0..<Int.random(in: 0...70_000, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
      }
      for bytes in [[], [0], Self.text, noise] {
        let packed = try Gzip.deflate(bytes, level: level)
        #expect(try Gzip.deflate(bytes, level: level) == packed)
        #expect(try Gzip.inflate(packed, limits: Self.limits) == bytes)
      }
    }
  }

  @Test func `a gzip file cut at any byte is an error`() throws {
    let packed = try Gzip.deflate(Array(Self.text.prefix(500)))
    for length in 0..<packed.count {
      let failure = #expect(throws: ZlibFailure.self) {
        try Gzip.inflate(Array(packed.prefix(length)), limits: Self.limits)
      }
      #expect(failure == ZlibFailure(.truncated, at: length))
    }
  }

  @Test func `a flipped bit never changes what is unpacked`() throws {
    let bytes = Array(Self.text.prefix(200))
    let packed = try Gzip.deflate(bytes)
    var refused = 0
    for index in packed.indices {
      for bit in 0..<8 {
        var damaged = packed
        damaged[index] ^= 1 << bit
        // Time, hints and system in the header and up to 7 bits of padding mean nothing; all else is noticed.
        let found = try? Gzip.inflate(damaged, limits: Self.limits)
        #expect(found == nil || found == bytes)
        if found == nil { refused += 1 }
      }
    }
    #expect(refused >= 8 * (packed.count - 7) - 7)
  }

  @Test func `a wrong checksum and a wrong length are told from other damage`() throws {
    let packed = try Gzip.deflate(Self.text)
    for fromEnd in [1, 5] {
      var damaged = packed
      damaged[packed.count - fromEnd] ^= 0x10
      let failure = #expect(throws: ZlibFailure.self) { try Gzip.inflate(damaged, limits: Self.limits) }
      #expect(failure?.reason == .badChecksum)
    }
  }

  @Test func `several members are joined and what follows the last is refused`() throws {
    let packed = try Gzip.deflate([1, 2]) + Gzip.deflate([]) + Gzip.deflate([3])
    #expect(try Gzip.inflate(packed, limits: Self.limits) == [1, 2, 3])
    let failure = #expect(throws: ZlibFailure.self) { try Gzip.inflate(packed + [65, 66, 67], limits: Self.limits) }
    #expect(failure == ZlibFailure(.notGzip, at: packed.count))
    #expect(throws: ZlibFailure.self) { try Gzip.inflate([], limits: Self.limits) }
  }

  @Test func `a bomb is stopped by bytes and by ratio`() throws {
    let bomb = try Gzip.deflate([UInt8](repeating: 0, count: 8 << 20))
    let byBytes = #expect(throws: ZlibFailure.self) { try Gzip.inflate(bomb, limits: InflateLimits(bytes: 1 << 20)) }
    #expect(byBytes?.reason == .overLimit(bytes: 1 << 20))
    let byRatio = #expect(throws: ZlibFailure.self) {
      try Gzip.inflate(bomb, limits: InflateLimits(bytes: 1 << 30, ratio: 100))
    }
    #expect(byRatio?.reason == .overRatio(100))
    #expect(try Gzip.inflate(bomb, limits: Self.limits).count == 8 << 20)
    #expect(throws: Never.self) {
      try Gzip.inflate(Gzip.deflate([1, 2, 3]), limits: InflateLimits(bytes: 3))
    }
  }

  @Test(arguments: [1, 2, 7, 64, 100_000])
  func `members are found where they begin, however the file is cut into pieces`(piece: Int) throws {
    let contents: [[UInt8]] = [Self.text, [], [42], [UInt8](repeating: 1, count: 100_000)]
    let members = try contents.map { try Gzip.deflate($0) }
    let file = members.flatMap { $0 }
    var position = 0
    let more = { () -> [UInt8] in
      defer { position += piece }
      return position < file.count ? Array(file[position..<min(position + piece, file.count)]) : []
    }
    var reader = try GzipMemberReader(limits: Self.limits)
    var offset = 0
    for (content, packed) in zip(contents, members) {
      let member = try #require(try reader.next(more: more))
      #expect(member.bytes == content)
      #expect(member.offset == offset)
      #expect(member.compressedLength == packed.count)
      offset += packed.count
    }
    #expect(try reader.next(more: more) == nil)
  }

  @Test func `both forms that HTTP calls deflate are unpacked`() throws {
    let gzip = try Gzip.deflate(Self.text)
    let raw = Array(gzip[10..<(gzip.count - 8)])
    #expect(try Deflated.inflate(raw, limits: Self.limits) == Self.text)
    var first: UInt32 = 1
    var second: UInt32 = 0
    for byte in Self.text {
      first = (first + UInt32(byte)) % 65_521
      second = (second + first) % 65_521
    }
    let check = [second >> 8, second & 255, first >> 8, first & 255].map { UInt8($0) }
    #expect(try Deflated.inflate([0x78, 0x9C] + raw + check, limits: Self.limits) == Self.text)
    #expect(throws: ZlibFailure.self) { try Deflated.inflate([0x78, 0x9C] + raw + [0, 0, 0, 0], limits: Self.limits) }
  }
}
