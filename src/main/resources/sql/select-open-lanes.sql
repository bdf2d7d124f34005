SELECT DISTINCT lane FROM leanix_run WHERE closed_at IS NULL
