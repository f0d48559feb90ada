-- Which official documents may be events? The newest first, with the families they are about and why.
SELECT d.source_key AS document, coalesce(a.value, d.published_on) AS public_on, d.effective_on, c.status, d.title,
  (SELECT group_concat(family, ', ') FROM policy_candidate_family AS f WHERE f.document_id = c.document_id) AS families,
  c.reason, c.event_ids, d.url
FROM policy_candidate AS c
JOIN policy_document AS d ON d.document_id = c.document_id
LEFT JOIN policy_document_attribute AS a ON a.document_id = d.document_id AND a.name = 'public_on'
ORDER BY c.status, public_on DESC, document;
