import CurlKit
import HTTPKit
import Servers
import Testing

/// The networks of this machine.
let thisMachine = AddressPolicy(allowing: ["127.0.0.0/8", "::1"].compactMap { IPNetwork($0) })

/// A request to the wire server, or to a whole address.
func request(_ path: String, adjust: (inout TransferRequest) -> Void = { _ in }) throws -> TransferRequest {
  let url = try WebAddress(path.hasPrefix("http") ? path : WireServer.url(path))
  var request = TransferRequest(url: url, headers: [HeaderField("Accept", "*/*")], addresses: thisMachine)
  request.limits.connectMilliseconds = 20_000
  request.limits.totalMilliseconds = 40_000
  request.limits.bodyBytes = 256 << 10
  adjust(&request)
  return request
}

/// The failure of a request that must not succeed.
func failure(_ engine: TransferEngine, _ request: TransferRequest) async -> TransferFailure? {
  do throws(TransferFailure) {
    let response = try await engine.perform(request)
    Issue.record("\(request.url.text) gave \(response.status) with \(response.body.count) bytes")
    return nil
  } catch {
    return error
  }
}
