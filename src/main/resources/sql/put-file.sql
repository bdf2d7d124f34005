INSERT INTO leanix_file (id, name, part, size, sha256, bytes) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (id, name, part) DO UPDATE SET size = excluded.size, sha256 = excluded.sha256, bytes = excluded.bytes
