UPDATE leanix_reader SET expires_at = now() + ? * INTERVAL '1 millisecond' WHERE term = ?
