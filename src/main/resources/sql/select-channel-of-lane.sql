SELECT channel FROM leanix_run WHERE lane = ? AND closed_at IS NULL ORDER BY seq LIMIT 1
