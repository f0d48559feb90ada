/// What a column of a spec table measures, and the one unit that its figures are brought to.
enum SpecMeasure: Hashable, Sendable {
  case memory, frequency, length, power, bandwidth, width, rate

  /// Times a whole number, with the point moved left by some places.
  struct Factor: Hashable, Sendable {
    let times: Int
    var places = 0
  }

  /// What an attribute measures; nil for words and for what is not known.
  init?(attribute: String) {
    switch attribute {
    case "memory": self = .memory
    case "core_clock", "boost_clock", "memory_clock": self = .frequency
    case "length", "width", "height": self = .length
    case "tdp": self = .power
    case "memory_bandwidth": self = .bandwidth
    case "memory_bus_width": self = .width
    case "fp16", "fp32", "fp64": self = .rate
    default: return nil
    }
  }

  /// The unit.
  var unit: String {
    switch self {
    case .memory: "GB"
    case .frequency: "MHz"
    case .length: "mm"
    case .power: "W"
    case .bandwidth: "GB/s"
    case .width: "bit"
    case .rate: "TFLOP/s"
    }
  }

  /// How a figure with a unit, in small letters, becomes one in `unit`; nil for a unit of something else.
  func factor(_ name: String) -> Factor? {
    switch (self, name) {
    case (.memory, "gb"), (.memory, "gib"), (.memory, "гб"): Factor(times: 1)
    // A 1,024th is 0.0009765625.
    case (.memory, "mb"), (.memory, "mib"), (.memory, "мб"): Factor(times: 9_765_625, places: 10)
    case (.memory, "tb"), (.memory, "tib"): Factor(times: 1024)
    case (.frequency, "mhz"), (.frequency, "мгц"): Factor(times: 1)
    case (.frequency, "ghz"), (.frequency, "ггц"): Factor(times: 1000)
    case (.length, "mm"), (.length, "мм"): Factor(times: 1)
    case (.length, "cm"), (.length, "см"): Factor(times: 10)
    case (.length, "in"), (.length, "inch"), (.length, "inches"), (.length, "\""): Factor(times: 254, places: 1)
    case (.power, "w"), (.power, "watt"), (.power, "watts"), (.power, "вт"): Factor(times: 1)
    case (.power, "kw"): Factor(times: 1000)
    case (.bandwidth, "gb/s"), (.bandwidth, "gbps"): Factor(times: 1)
    case (.bandwidth, "tb/s"): Factor(times: 1000)
    case (.width, "bit"), (.width, "bits"), (.width, "бит"): Factor(times: 1)
    case (.rate, "tflops"), (.rate, "tflop/s"), (.rate, "tflops/s"): Factor(times: 1)
    case (.rate, "gflops"), (.rate, "gflop/s"): Factor(times: 1, places: 3)
    case (.rate, "pflops"), (.rate, "pflop/s"): Factor(times: 1000)
    default: nil
    }
  }

  /// The attribute that a column's name means: "Chipset" and "GPU" are `chip`; any other is its own words.
  static func attribute(named name: String) -> String {
    var key = ""
    for scalar in name.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        key.unicodeScalars.append(scalar)
      } else if !key.isEmpty, key.utf8.last != UInt8(ascii: "_") {
        key += "_"
      }
    }
    if key.utf8.last == UInt8(ascii: "_") { key.removeLast() }
    switch key {
    case "chipset", "gpu", "gpu_chip", "graphics_processor", "graphics_chip": return "chip"
    case "vram", "memory_size", "graphics_memory", "video_memory": return "memory"
    case "gpu_clock", "base_clock": return "core_clock"
    case "thermal_design_power", "board_power", "power_consumption", "tgp", "tbp": return "tdp"
    case "bandwidth": return "memory_bandwidth"
    case "bus_width", "memory_bus", "memory_interface_width": return "memory_bus_width"
    case "bus_interface": return "interface"
    default: return key.isEmpty ? name : key
    }
  }
}
