-- What did policy events do? Every effect that was estimated, with its interval in percent and its neighbors.
SELECT e.anchor_on, e.title, f.series, f.measure, f.window_days,
  round(100 * (exp(f.effect_log) - 1), 1) AS effect_percent,
  round(100 * (exp(f.ci_low) - 1), 1) AS low_percent, round(100 * (exp(f.ci_high) - 1), 1) AS high_percent,
  f.q, f.verdict, f.kind, f.controls, f.confounded_with
FROM event_effect AS f
JOIN policy_event AS e ON e.event_id = f.event_id
ORDER BY e.anchor_on, f.series, f.measure, f.window_days;
