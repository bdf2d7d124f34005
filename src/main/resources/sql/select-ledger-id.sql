SELECT id FROM leanix_ledger
