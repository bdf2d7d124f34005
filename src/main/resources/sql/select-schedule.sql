SELECT leanix_schedule.*,
    (SELECT COUNT(*) FROM leanix_run WHERE id = leanix_schedule.run AND closed_at IS NULL) AS open_runs
FROM leanix_schedule WHERE name = :#${variable.schedule}
