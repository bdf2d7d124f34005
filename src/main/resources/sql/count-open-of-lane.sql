SELECT COUNT(*) FROM leanix_run WHERE lane = ? AND closed_at IS NULL
