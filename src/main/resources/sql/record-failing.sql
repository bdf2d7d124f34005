UPDATE leanix_run
SET stage = CASE WHEN :#${variable.decision.restart} THEN 'RECEIVED' ELSE stage END,
    started_at = CASE WHEN :#${variable.decision.restart} THEN NULL ELSE started_at END,
    failing_since = CASE
        WHEN NOT :#${variable.decision.isRetry} THEN NULL
        WHEN failing_cause <> :#${variable.decision.kind.label}
            AND (failing_cause = 'disk' OR :#${variable.decision.kind.label} = 'no_results') THEN :#${bean:times.now}
        ELSE COALESCE(failing_since + :#${bean:standstill.millis}, :#${bean:times.now}) END,
    sent_at = sent_at + :#${bean:standstill.millis},
    stood_still_for = stood_still_for + :#${bean:standstill.millis},
    measured_at = :#${variable.decision.at.toEpochMilli},
    planned_for = :#${variable.decision.delay.toMillis},
    failure = CASE WHEN :#${variable.decision.isRetry} THEN :#${variable.decision.description} END,
    failing_cause = :#${variable.decision.kind.label}
WHERE id = :#${variable.run.id} AND closed_at IS NULL
RETURNING *
