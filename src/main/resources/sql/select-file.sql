SELECT size, sha256, bytes FROM leanix_file WHERE id = ? AND name = ? AND part = ?
