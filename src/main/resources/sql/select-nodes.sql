SELECT name, beats FROM leanix_node
