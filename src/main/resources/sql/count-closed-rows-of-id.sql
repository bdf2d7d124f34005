SELECT COUNT(*) FROM leanix_run WHERE id = ? AND closed_at IS NOT NULL
