import Analyzing
import Archiving
import Fetching
import FileKit
import Glibc
import Loading
import Parsing

extension RunFailure {
  /// What a stage or a kit threw, sorted by what the caller can do about it.
  public init(_ error: any Error) {
    switch error {
    case let failure as RunFailure: self = failure
    case let failure as LoadFailure: self.init(Self.kind(failure), "\(failure)")
    case let failure as ArchiveFailure: self.init(.damaged, "\(failure)")
    case let failure as FileFailure: self.init(Self.kind(failure), "\(failure)")
    case let failure as ParsingFailure: self.init(.usage, "\(failure)")
    case let failure as FetchFailure:
      if case .cancelled = failure.reason { self = .stopped } else { self.init(.usage, "\(failure)") }
    case is CancellationError: self = .stopped
    case let failure as AnalysisFailure:
      self.init(Self.kind(failure), "\(failure)")
    default: self.init(.damaged, "\(error)")
    }
  }

  /// What a job throws that a signal ended.
  static let stopped = RunFailure(
    .interrupted, "stopped; what is finished is kept, and the same command completes the rest")

  private static func kind(_ failure: AnalysisFailure) -> Kind {
    switch failure.reason {
    case .busy: .busy
    case .unreadable, .badValue: .damaged
    case .missingColumn, .badField, .noNights: .usage
    }
  }

  private static func kind(_ failure: LoadFailure) -> Kind {
    switch failure.reason {
    case .busy: .busy
    case .missing, .badQuery, .olderSchema: .usage
    case .damaged, .foreign, .newerSchema, .disk, .unusable, .sqlite: .damaged
    }
  }

  private static func kind(_ failure: FileFailure) -> Kind {
    switch failure.reason {
    case .locked: .busy
    case .system(let code): failure.isMissing || [EACCES, EPERM, EEXIST, EISDIR].contains(code) ? .usage : .damaged
    case .overLimit, .lineTooLong, .pathUnusable, .nameNotUTF8: .usage
    case .shortWrite: .damaged
    }
  }
}
