"""Loads a GraphML and a GEXF file with networkx and prints what it found as JSON: counts and one node and edge."""
import json
import sys

import networkx as nx

graphml, gexf, node, source, target = sys.argv[1:]
found = []
for graph in (nx.read_graphml(graphml), nx.read_gexf(gexf)):
    found.append({
        "directed": graph.is_directed(),
        "nodes": graph.number_of_nodes(),
        "edges": graph.number_of_edges(),
        "node": {k: v for k, v in graph.nodes[node].items() if k not in ("viz", "label")},
        "edge": {k: v for k, v in graph.edges[source, target].items() if k != "id"},
        "weights": sum(d["citations"] for _, _, d in graph.edges(data=True)),
    })
print(json.dumps(found))
