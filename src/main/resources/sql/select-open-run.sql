SELECT id FROM leanix_run WHERE id = :#${variable.lastRun} AND closed_at IS NULL
