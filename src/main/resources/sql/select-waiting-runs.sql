SELECT lane, channel, run_id FROM leanix_run
WHERE closed_at IS NULL AND stage = 'STARTED' AND run_id IS NOT NULL
