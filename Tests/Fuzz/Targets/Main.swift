import CLibFuzzer
import Glibc

/// `FUZZ_TARGET=html fuzz FOLDER [-max_total_time=N …]`: libFuzzer over one reader of the program; see Tests/Fuzz/run.
@main
struct Main {
  /// What FUZZ_TARGET names.
  nonisolated(unsafe) static let target: ([UInt8]) -> Void = {
    do {
      let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
      if let target = try Targets.named(name) { return target }
      print("FUZZ_TARGET is one of \(Targets.names.joined(separator: ", "))")
    } catch {
      print("fuzz: \(error)")
    }
    exit(2)
  }()

  static func main() {
    var arguments: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.map { strdup($0) } + [nil]
    var count = Int32(arguments.count - 1)
    let code = arguments.withUnsafeMutableBufferPointer { buffer in
      var start = buffer.baseAddress
      return LLVMFuzzerRunDriver(&count, &start, fuzzOneInput)
    }
    exit(code)
  }
}

/// "int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size)", which libFuzzer asks for by name.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  Main.target(Array(UnsafeBufferPointer(start: data, count: size)))
  return 0
}
