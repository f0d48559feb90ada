/// Bytes that bound text stands in until its statement is reset.
///
/// Binding from here as SQLITE_STATIC spares SQLite an allocation and a copy for every value.
@safe struct TextArena: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var used = 0
  private var wanted = 0

  init(capacity: Int = 1024) {
    unsafe base = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { unsafe base.deallocate() }

  /// A copy of `bytes` that stays until `clear`, or nil when there is no room before that.
  mutating func copy(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafePointer<UInt8>? {
    wanted += bytes.count
    guard let source = bytes.baseAddress, used + bytes.count <= capacity else { return nil }
    let place = unsafe base + used
    unsafe place.update(from: source, count: bytes.count)
    used += bytes.count
    return unsafe UnsafePointer(place)
  }

  /// Forgets everything, and grows when the last run wanted more than there was (up to 1 MiB).
  mutating func clear() {
    if wanted > capacity, capacity < 1 << 20 {
      unsafe base.deallocate()
      capacity = min(max(wanted, capacity * 2), 1 << 20)
      unsafe base = .allocate(capacity: capacity)
    }
    used = 0
    wanted = 0
  }
}
