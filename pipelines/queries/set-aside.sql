-- What could not be used, and why? Lines in quarantine by stage and reason, with one message of each.
SELECT stage, code, count(*) AS lines, min(message) AS for_instance
FROM quarantine
GROUP BY stage, code
ORDER BY lines DESC, stage, code;
