UPDATE leanix_reader SET expires_at = CURRENT_TIMESTAMP + ? * INTERVAL '1 millisecond' WHERE term = ?
