"""Prints the values that src/graph/tests.rs holds as constants: run with networkx 3 and scipy installed.

The graph: 30 works, work i cites (7*i*i + 11*k + 3) mod 30 for k = 1, 2, 3 with 1 + (i*k mod 4) citations,
itself left out, several links between the same two added up; work 9 cites nothing.
"""
import networkx as nx

N = 30
g = nx.DiGraph()
g.add_nodes_from(range(N))
for i in range(N):
    if i == 9:
        continue
    for k in (1, 2, 3):
        j = (7 * i * i + 11 * k + 3) % N
        if j != i:
            old = g.get_edge_data(i, j, {"weight": 0})["weight"]
            g.add_edge(i, j, weight=old + 1 + i * k % 4)
rank = nx.pagerank(g, weight="weight", tol=1e-13, max_iter=1000)
between = nx.betweenness_centrality(g)
print(g.number_of_edges(), "edges")
for i in (0, 3, 9, 14, 21, 29):
    print(f"({i}, {rank[i]:.9f}, {between[i]:.9f}),")
u = nx.Graph()
u.add_nodes_from(g)
for a, b, w in g.edges(data="weight"):
    old = u.get_edge_data(a, b, {"weight": 0})["weight"]
    u.add_edge(a, b, weight=old + w)
thirds = [{n for n in u if n % 3 == r} for r in range(3)]
print("modularity of n mod 3", nx.community.modularity(u, thirds))
best = max(nx.community.modularity(u, nx.community.louvain_communities(u, seed=s)) for s in range(50))
mean = sum(nx.community.modularity(u, nx.community.louvain_communities(u, seed=s)) for s in range(50)) / 50
print("best and mean modularity of 50 Louvain runs", best, mean)
print("weakly connected", [len(c) for c in nx.weakly_connected_components(g)])
print("strongly connected > 1", sorted(sorted(c) for c in nx.strongly_connected_components(g) if len(c) > 1))
print("path 0 to 13", nx.shortest_path(g, 0, 13) if nx.has_path(g, 0, 13) else None)
