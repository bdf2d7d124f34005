SELECT failing_cause, COUNT(*) AS runs, MIN(file_name) AS file_name, MIN(failure) AS failure
FROM leanix_run WHERE closed_at IS NULL AND failing_cause IS NOT NULL AND failing_since IS NOT NULL
GROUP BY failing_cause
