SELECT COUNT(*) FROM leanix_run WHERE id = ? AND stage = ?
