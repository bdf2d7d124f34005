SELECT stage, COUNT(*) AS runs, SUM(seq) AS numbers FROM leanix_run WHERE closed_at IS NULL GROUP BY stage ORDER BY stage
