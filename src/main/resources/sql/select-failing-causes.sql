SELECT failing_cause, runs, failing_since, file_name, failure
FROM (
    SELECT failing_cause, failing_since, file_name, failure,
        COUNT(*) OVER (PARTITION BY failing_cause) AS runs,
        ROW_NUMBER() OVER (PARTITION BY failing_cause ORDER BY failing_since, seq) AS place
    FROM leanix_run
    WHERE closed_at IS NULL AND failing_cause IS NOT NULL AND failing_since IS NOT NULL) AS failing
WHERE place = 1
