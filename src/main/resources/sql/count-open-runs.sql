SELECT stage, connector_type, connector_id, connector_version, processing_direction,
    COUNT(*) AS runs, MIN(received_at) AS oldest_received_at
FROM leanix_run WHERE closed_at IS NULL
GROUP BY stage, connector_type, connector_id, connector_version, processing_direction
