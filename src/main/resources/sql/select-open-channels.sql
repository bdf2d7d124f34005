SELECT DISTINCT channel FROM leanix_run WHERE closed_at IS NULL AND channel IS NOT NULL
