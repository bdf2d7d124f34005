SELECT * FROM leanix_run WHERE lane = :#${variable.lane} AND closed_at IS NULL ORDER BY seq LIMIT 1
