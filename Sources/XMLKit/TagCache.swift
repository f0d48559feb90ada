/// Remembers what number a tag's name has in each program, by where the parser keeps the name.
///
/// libxml2 keeps one copy of each name, so the same name comes from the same place nearly always; a name from another
/// place is only looked up again.
@safe
struct TagCache {
  private static let size = 128
  private var names = [UInt](repeating: 0, count: size)
  private var numbers = [Int16](repeating: 0, count: size)

  /// The number of the name in the program that has this slot, or -1.
  @inline(__always)
  mutating func tag(_ name: UnsafePointer<UInt8>, in program: SelectorProgram, slot: Int) -> Int {
    let address = UInt(bitPattern: name)
    // Addresses leave the lowest bits free for the slot's own mark.
    let key = address &* 31 &+ UInt(slot)
    let index = Int((key ^ key >> 7) & UInt(Self.size - 1))
    if names[index] == key { return Int(numbers[index]) }
    let number = unsafe program.tag(name)
    names[index] = key
    numbers[index] = Int16(number)
    return number
  }
}
