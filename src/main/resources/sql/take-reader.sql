UPDATE leanix_reader
SET node = ?, term = term + 1, expires_at = CURRENT_TIMESTAMP + ? * INTERVAL '1 millisecond'
WHERE expires_at <= CURRENT_TIMESTAMP OR node = ?
RETURNING term
