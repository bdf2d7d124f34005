SELECT * FROM leanix_run WHERE lane = :#lane AND closed_at IS NULL ORDER BY seq LIMIT 1
