UPDATE leanix_run
SET reason = :#${variable.decision.ending.reason}, advice = :#${variable.decision.ending.advice}
WHERE id = :#${variable.run.id}
RETURNING *
