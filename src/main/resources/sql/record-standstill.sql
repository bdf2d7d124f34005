UPDATE leanix_run
SET stood_still_for = stood_still_for + ?, failing_since = failing_since + ?, sent_at = sent_at + ?, measured_at = ?,
    planned_for = ?
WHERE id = ?
RETURNING *
