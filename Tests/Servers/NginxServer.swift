import Foundation

/// An nginx on this machine that speaks HTTP/2 and HTTP/1.1 over TLS, started once for all tests of this run.
///
/// Its certificate is its own and names `localhost` and `127.0.0.1`. It ends with this process: a shell waits for the
/// end of its stdin, which is then closed, and stops it.
public final class NginxServer: Sendable {
  /// The server of this run; nil when nginx or openssl is missing.
  public static let shared = NginxServer()

  /// The port where HTTP/2 is offered.
  public let port: Int
  /// The port where only HTTP/1.1 is.
  public let plainPort: Int
  /// The certificate, as a file to trust.
  public let certificate: String
  private let folder: URL
  private let input = Pipe()

  /// The address of a path; `/page/N` is a page of 20 kB for any number N, `/packed/N` comes with gzip and in chunks.
  public func url(_ path: String, plain: Bool = false, host: String = "localhost") -> String {
    "https://\(host):\(plain ? plainPort : port)\(path)"
  }

  /// The lines of the log with the mark: protocol, number of the connection, path.
  ///
  /// nginx writes a line when a request is over, so the caller waits for as many as it asks for.
  public func log(containing mark: String, lines: Int) async -> [[String]] {
    let file = folder.appending(path: "access.log")
    for _ in 0..<50 {
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      let found = text.split(separator: "\n").filter { $0.contains(mark) }
      if found.count >= lines { return found.map { $0.split(separator: " ").map(String.init) } }
      try? await Task.sleep(for: .milliseconds(100))
    }
    return []
  }

  private init?() {
    guard let nginx = Self.program("nginx"), let openssl = Self.program("openssl") else { return nil }
    folder = FileManager.default.temporaryDirectory.appending(path: "nginx-\(UUID().uuidString)")
    certificate = folder.appending(path: "cert.pem").path
    guard (try? Self.fill(folder)) != nil, Self.makeCertificate(openssl, folder, certificate),
      let ports = Self.start(nginx, folder, input)
    else {
      try? FileManager.default.removeItem(at: folder)
      return nil
    }
    (port, plainPort) = ports
  }

  /// Starts nginx on two ports that happen to be free.
  private static func start(_ nginx: String, _ folder: URL, _ input: Pipe) -> (Int, Int)? {
    for _ in 0..<10 {
      let port = Int.random(in: 20_000..<32_000)
      guard (try? configure(folder, port: port, plainPort: port + 1)) != nil else { return nil }
      // A child inherits the signals that threads of tests have blocked, so only the last one ends it.
      let shell = Process()
      shell.executableURL = URL(filePath: "/bin/sh")
      let command = "'\(nginx)' -p '\(folder.path)' -c nginx.conf & read line; kill -9 $!; rm -rf '\(folder.path)'"
      shell.arguments = ["-c", command]
      shell.standardInput = input
      shell.standardOutput = FileHandle.nullDevice
      shell.standardError = FileHandle.nullDevice
      guard (try? shell.run()) != nil else { return nil }
      // nginx writes its number once it listens, and nothing when a port is taken.
      for _ in 0..<20 {
        if FileManager.default.fileExists(atPath: folder.appending(path: "nginx.pid").path) { return (port, port + 1) }
        usleep(50_000)
      }
    }
    return nil
  }

  private static func makeCertificate(_ openssl: String, _ folder: URL, _ certificate: String) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: openssl)
    process.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
      "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
      "-keyout", folder.appending(path: "key.pem").path, "-out", certificate,
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  private static func fill(_ folder: URL) throws {
    let pages = folder.appending(path: "pages")
    try FileManager.default.createDirectory(at: pages, withIntermediateDirectories: true)
    let line = "<li>a card of the second hand, 24 GB</li>\n"
    try Data(String(repeating: line, count: 500).utf8).write(to: pages.appending(path: "page.html"))
    try Data(count: 1 << 20).write(to: pages.appending(path: "large.html"))
  }

  private static func configure(_ folder: URL, port: Int, plainPort: Int) throws {
    let locations = """
      ssl_certificate cert.pem; ssl_certificate_key key.pem; root pages;
      location /page/ { try_files /page.html =404; }
      location /packed/ { gzip on; gzip_types *; try_files /page.html =404; }
      location /slow { limit_rate 1000; try_files /large.html =404; }
      """
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path tmp;" }
    let text = """
      worker_processes 1; daemon off; master_process off; pid nginx.pid; error_log error.log;
      events { worker_connections 512; }
      http {
        \(temporary.joined(separator: " "))
        log_format short '$server_protocol $connection $request_uri'; access_log access.log short;
        default_type text/html; keepalive_requests 100000;
        server { listen 127.0.0.1:\(port) ssl http2; \(locations) }
        server { listen 127.0.0.1:\(plainPort) ssl; \(locations) }
      }
      """
    try Data(text.utf8).write(to: folder.appending(path: "nginx.conf"))
  }

  private static func program(_ name: String) -> String? {
    ["/usr/sbin/", "/usr/bin/", "/usr/local/sbin/", "/usr/local/bin/"].map { $0 + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
