import Loading
import Records
import Reporting

/// The state of a database, for people and for programs.
enum StatusText {
  static func text(_ status: DatabaseStatus, _ disk: DiskForecast, database: String, width: Int?) -> String {
    var sources = TextTable([
      .init("source"), .init("pages", .trailing), .init("listings", .trailing), .init("last tried"),
      .init("last read"), .init("last complete"),
    ])
    for source in status.sources {
      sources.append([
        source.sourceID, "\(source.pages)", "\(source.listings)", source.lastTriedOn ?? "never",
        source.lastReadOn ?? "never", source.lastCompleteOn ?? "never",
      ])
    }
    var runs = TextTable([.init("run"), .init("started"), .init("ended"), .init("status")])
    for run in status.runs { runs.append([run.key, run.startedAt, run.finishedAt ?? "", run.status]) }
    let rows = status.rows.filter { $0.count > 0 }.map { "\($0.table) \($0.count)" }.joined(separator: ", ")
    let warnings = status.warnings.map { "warning: \(Story.escaped($0.text))\n" }.joined()
    return "\(database), schema \(status.schemaVersion)\nrows: \(rows)\n\(disk.text)\n\n" + sources.text(width: width)
      + "\n"
      + runs.text(width: width) + (warnings.isEmpty ? "" : "\n" + warnings)
  }

  static func json(_ status: DatabaseStatus, _ disk: DiskForecast) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("schema", status.schemaVersion)
      writer.object("rows") { writer in for (table, count) in status.rows { writer.member(table, count) } }
      writer.object("disk") { disk.write(to: &$0) }
      writer.key("sources")
      writer.array { writer in
        for source in status.sources {
          writer.object { writer in
            writer.member("source", source.sourceID)
            writer.member("pages", source.pages)
            writer.member("listings", source.listings)
            writer.member("last_tried_on", source.lastTriedOn)
            writer.member("last_read_on", source.lastReadOn)
            writer.member("last_complete_on", source.lastCompleteOn)
          }
        }
      }
      writer.key("warnings")
      writer.array { writer in
        for warning in status.warnings {
          writer.object { writer in
            writer.member("source", warning.sourceID)
            writer.member("date", warning.date)
            writer.member("measure", warning.measure)
            writer.member("rows", warning.rows)
            writer.member("usual", warning.band.median)
            writer.member("width", warning.band.width)
            writer.member("nights", warning.nights)
          }
        }
      }
      writer.key("runs")
      writer.array { writer in
        for run in status.runs {
          writer.object { writer in
            writer.member("key", run.key)
            writer.member("started_at", run.startedAt)
            writer.member("finished_at", run.finishedAt)
            writer.member("status", run.status)
          }
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self) + "\n"
  }
}
