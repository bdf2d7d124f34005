INSERT INTO leanix_node (name, beats) VALUES (:#${bean:liveNodes.name}, 1)
ON CONFLICT (name) DO UPDATE SET beats = leanix_node.beats + 1
