extension FetchRules {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    self.init(urls: try reader.strings("urls"))
    delaySeconds = try reader.optional("delay_seconds", "a number of seconds") { $0.double } ?? delaySeconds
    timeoutSeconds = try reader.optional("timeout_seconds", "a number of seconds") { $0.double } ?? timeoutSeconds
    maximumPages = try reader.integer("maximum_pages") ?? maximumPages
    hosts = try reader.strings("hosts")
    networks = try reader.strings("networks")
    if urls.isEmpty { throw reader.failure("\"urls\" is missing or empty") }
    if delaySeconds < 0 || timeoutSeconds <= 0 || maximumPages < 1 {
      throw reader.failure("delay, timeout and pages must be positive")
    }
  }
}
