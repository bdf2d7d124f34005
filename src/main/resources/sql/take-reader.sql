UPDATE leanix_reader
SET node = ?, term = term + 1, expires_at = now() + ? * INTERVAL '1 millisecond'
WHERE expires_at <= now() OR node = ?
RETURNING term
