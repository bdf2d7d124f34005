UPDATE leanix_run
SET stage = :#${variable.decision.ending.stage}, status = :#${variable.decision.ending.status}, ended_at = :#${bean:times.now},
    reason = :#${variable.decision.ending.reason}, advice = :#${variable.decision.ending.advice}
WHERE id = :#${variable.run.id} AND ended_at IS NULL
RETURNING *
