SELECT element_count FROM leanix_run
WHERE connector_type = :#${variable.run.connectorType} AND connector_id = :#${variable.run.connectorId}
    AND connector_version = :#${variable.run.connectorVersion} AND processing_direction = 'inbound'
    AND processing_mode = 'full' AND stage = 'DELIVERED' AND test = 0
    AND COALESCE(channel, '') = COALESCE(:#${variable.run.channel}, '')
ORDER BY seq DESC LIMIT 1
