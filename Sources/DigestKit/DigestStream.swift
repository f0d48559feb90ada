import CCrypto

/// A digest of bytes which come piece by piece.
@safe public struct DigestStream: ~Copyable {
  /// The algorithms that archives in the wild name.
  public enum Algorithm: String, Hashable, Sendable {
    /// 20 bytes; still the usual label in WARC files, good against accidents only.
    case sha1
    /// 32 bytes.
    case sha256
    /// 64 bytes.
    case sha512
    /// 16 bytes; good against accidents only.
    case md5

    /// The length of the digest in bytes.
    public var byteCount: Int {
      switch self {
      case .sha1: 20
      case .sha256: 32
      case .sha512: 64
      case .md5: 16
      }
    }
  }

  private let context: OpaquePointer
  private let algorithm: Algorithm

  /// Starts a digest; throws when libcrypto lacks the memory or, where only approved algorithms may be used, this one.
  public init(_ algorithm: Algorithm) throws(DigestFailure) {
    guard let context = unsafe EVP_MD_CTX_new() else { throw DigestFailure(algorithm: algorithm) }
    let type =
      switch algorithm {
      case .sha1: unsafe EVP_sha1()
      case .sha256: unsafe EVP_sha256()
      case .sha512: unsafe EVP_sha512()
      case .md5: unsafe EVP_md5()
      }
    guard unsafe EVP_DigestInit_ex(context, type, nil) == 1 else {
      unsafe EVP_MD_CTX_free(context)
      throw DigestFailure(algorithm: algorithm)
    }
    unsafe self.context = context
    self.algorithm = algorithm
  }

  deinit {
    unsafe EVP_MD_CTX_free(context)
  }

  /// Adds `bytes`.
  public mutating func update(_ bytes: ArraySlice<UInt8>) {
    let code = unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    precondition(code == 1, "EVP_DigestUpdate fails only on a context that was not set up")
  }

  /// Adds `bytes`.
  public mutating func update(_ bytes: [UInt8]) {
    update(bytes[...])
  }

  /// The digest of all that was added.
  public consuming func finish() -> [UInt8] {
    var length: UInt32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, filled in
      let code = unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, &length)
      filled = code == 1 ? Int(length) : 0
    }
    precondition(bytes.count == algorithm.byteCount, "EVP_DigestFinal_ex fails only on a context that was not set up")
    return bytes
  }
}

/// That libcrypto did not start a digest.
public struct DigestFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The digest that was wanted.
  public let algorithm: DigestStream.Algorithm

  /// What was wanted and what to do.
  public var description: String {
    "libcrypto does not offer \(algorithm.rawValue) here. Is it restricted to approved algorithms, or out of memory?"
  }
}
