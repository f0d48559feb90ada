// swift-tools-version: 6.3
// The floor plan of the house: one target a room, listed in the order data flows through them.
// What a room may import is what stands in its line here; CI checks that nothing else is imported.

import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

/// A room: a stage, a kit or the conductor, with the rooms it may import.
///
/// The files that it embeds become bytes of the program, named after their file.
func room(_ name: String, _ imports: String..., embeds files: [String] = []) -> Target {
  .target(
    name: name, dependencies: imports.map { .byName(name: $0) }, resources: files.map { .embedInCode($0) },
    swiftSettings: strict)
}

/// The tests of one room or of one promise.
func tests(_ name: String, _ imports: String...) -> Target {
  .testTarget(name: name, dependencies: imports.map { .byName(name: $0) }, swiftSettings: strict)
}

/// A C library of the system: a module map and a header of shims, nothing else.
func library(_ name: String, pkgConfig: String? = nil, apt package: String? = nil) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: package.map { [.apt([$0])] })
}

let package = Package(
  name: "aftermarket",
  products: [.executable(name: "aftermarket", targets: ["aftermarket"])],
  targets: [
    // What flows between the rooms.
    room("Records"),

    // The stages, in flow order. None imports another.
    room("Fetching", "Records", "HTTPKit", "CurlKit", "ZlibKit", "DigestKit"),
    room("Archiving", "Records", "HTTPKit", "FileKit", "ZlibKit", "DigestKit"),
    room("Parsing", "Records", "XMLKit", "TextKit"),
    room("Normalizing", "Records", "DigestKit", "TextKit"),
    room("Deduplicating", "Records", "DigestKit"),
    room(
      "Loading", "Records", "SQLiteKit", "DigestKit", "FileKit",
      embeds: [
        "Migrations/m0001_first.sql", "Migrations/m0002_plans.sql", "Migrations/m0003_specs.sql",
        "Migrations/m0004_integrity.sql",
        "Migrations/m0005_effects.sql", "Migrations/m0006_checks.sql",
        "Migrations/m0007_indices.sql", "Migrations/m0008_reports.sql",
        "Migrations/m0009_documents.sql", "Migrations/m0010_offers.sql",
        "Migrations/m0011_indexes.sql",
        "Migrations/m0012_ranges.sql", "Migrations/m0013_stays.sql", "Migrations/m0014_sums.sql",
      ]),
    room("Analyzing", "Records", "SQLiteKit"),
    room("Reporting", "Records", "DigestKit"),

    // The conductor and the command line.
    room(
      "Pipeline", "Records", "Fetching", "Archiving", "Parsing", "Normalizing", "Deduplicating",
      "Loading", "Analyzing", "Reporting", "FileKit", "DigestKit", "ZlibKit", "HTTPKit", "CurlKit", "SQLiteKit",
      "XMLKit"),
    .executableTarget(
      name: "aftermarket",
      dependencies: ["Records", "Pipeline", "FileKit"],
      swiftSettings: strict),

    // What `make bench` measures; no part of the product.
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "Records", "Parsing", "Normalizing", "Deduplicating", "Archiving", "Loading", "CurlKit", "HTTPKit", "DigestKit",
        "FileKit",
      ],
      path: "Benchmarks/harness",
      swiftSettings: strict),

    // The kits: the only rooms that touch C pointers. A kit imports its C library and no other kit, but for HTTPKit,
    // which has no C in it and gives CurlKit the words of HTTP.
    room("HTTPKit"),
    room("CurlKit", "HTTPKit", "CCurl"),
    room("XMLKit", "CLibXML2"),
    room("SQLiteKit", "CSQLite"),
    room("ZlibKit", "CZlib"),
    room("DigestKit", "CCrypto"),
    room("TextKit", "CIconv"),
    room("FileKit"),

    // The C libraries.
    library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
    library("CLibXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
    library("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
    library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    library("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
    library("CIconv"),

    // The program seen from outside, for tests that run it.
    .target(name: "Outside", path: "Tests/Outside", swiftSettings: strict),

    // Servers of this machine, for tests that go over real sockets.
    .target(name: "Servers", path: "Tests/Servers", swiftSettings: strict),

    // The tests: a room each, then the promises that cross rooms.
    tests("RecordsTests", "Records"),
    tests("HTTPKitTests", "HTTPKit"),
    tests("CurlKitTests", "CurlKit", "HTTPKit", "Servers"),
    tests("FetchingTests", "Servers", "Fetching", "Records", "HTTPKit", "CurlKit", "ZlibKit", "DigestKit"),
    tests("ArchivingTests", "Archiving", "Records", "FileKit", "ZlibKit", "DigestKit"),
    tests("ParsingTests", "Parsing", "Records", "XMLKit", "TextKit", "FileKit", "DigestKit"),
    tests("NormalizingTests", "Normalizing", "Deduplicating", "Records", "FileKit"),
    tests("DeduplicatingTests", "Deduplicating", "Records", "FileKit"),
    tests("LoadingTests", "Outside", "Loading", "Records", "SQLiteKit", "FileKit"),
    tests("AnalyzingTests", "Analyzing", "Records", "SQLiteKit", "FileKit"),
    tests("ReportingTests", "Reporting", "Records", "FileKit"),
    tests("KitTests", "XMLKit", "SQLiteKit", "ZlibKit", "DigestKit", "TextKit", "FileKit"),
    tests("ConformanceTests", "Outside", "Pipeline", "Parsing", "Records", "FileKit", "DigestKit"),
    tests("PipelineTests", "Outside", "Servers", "Pipeline", "Records", "FileKit"),
    tests("CommandTests", "Outside", "aftermarket", "Records", "FileKit"),
    tests("HostileTests", "Outside"),
    tests("CrashTests", "Outside"),
    tests("CronTests", "Outside"),
    tests("BrowserTests", "Outside"),
    tests("NightsTests", "Outside"),
    tests("GateTests", "Outside", "Pipeline", "Normalizing", "Parsing", "Records", "FileKit", "ZlibKit", "DigestKit"),
  ]
)

// libFuzzer over what reads foreign bytes: only `make fuzz` builds it.
if Context.environment["AFTERMARKET_FUZZ"] != nil {
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
    .executableTarget(
      name: "fuzz", dependencies: ["CLibFuzzer", "Parsing", "Normalizing", "Records", "XMLKit", "TextKit", "FileKit"],
      path: "Tests/Fuzz/Targets"),
  ]
  package.products.append(.executable(name: "fuzz", targets: ["fuzz"]))
}
