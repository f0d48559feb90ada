/// The tables that others may rely on, in the order they are dumped and exported.
public enum PublicTables {
  /// Tables of the logical dump.
  public static let dumped = [
    "source", "page", "coverage", "fetch_plan", "gpu_model", "gpu_spec", "part_spec", "part_spec_value",
    "listing", "observation", "offer",
    "offer_evidence", "market_report", "report_version", "report_mention", "report_quote", "report_claim",
    "report_reading", "story", "story_evidence", "policy_document", "policy_document_attribute", "policy_candidate",
    "policy_candidate_family",
    "policy_event",
    "policy_event_target", "price_range", "fx_quote", "fx_rate", "quarantine", "price_index", "demand", "event_effect",
    "demand_spike", "event_window", "event_diagnostic", "placebo",
    "index_coefficient", "listing_weight", "time_on_market",
  ]

  /// Tables that say how the data came about, which may differ while the data is the same.
  ///
  /// Looks at the past are there because somebody asked for them; the same day asked again gives them again.
  public static let undumped = [
    "description", "run", "run_stage", "archive_file", "accepted_drop", "past_demand", "past_event_effect",
    "check_result", "check_failure",
  ]

  /// Tables of the loader's own.
  public static let hidden = ["listing_sighting", "page_number", "row_hash"]

  /// Columns that depend on how the archive was packed, or on how far a load has come.
  static let undumpedColumns: [String: Set<String>] = [
    "page": ["archive", "offset"], "coverage": ["absences_due"],
  ]

  /// The views for people.
  public static let views = [
    "latest_price", "price_history", "value_for_money", "event_summary", "grey_market", "freshness",
    "condition_discount", "market_premium", "listing_left_out", "model_power", "value_history", "value_match",
    "mention_series", "series_input", "implausible_price",
  ]
}
