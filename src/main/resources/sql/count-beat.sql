INSERT INTO leanix_node (name, beats, work_folder) VALUES (:#${bean:liveNodes.name}, 1, :#${bean:ledgerFiles.folder})
ON CONFLICT (name) DO UPDATE SET beats = leanix_node.beats + 1, work_folder = excluded.work_folder
