INSERT INTO leanix_schedule (name, timing, known_since, turns) VALUES (?, ?, ?, 0)
ON CONFLICT (name) DO UPDATE SET timing = EXCLUDED.timing, known_since = EXCLUDED.known_since
WHERE leanix_schedule.timing <> EXCLUDED.timing
