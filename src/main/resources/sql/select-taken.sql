SELECT id, stage, reason, advice FROM leanix_run WHERE id = :#${variable.claim.id}
