package cairn.p2p.net;

/**
 * What all connections share.
 *
 * @param entrance where peers' connections have come in
 * @param theirs what peers' connections may hold in memory
 * @param ours what those may that this node has opened, which are few
 */
record Environment(
    SocketsConfig config,
    SocketListener listener,
    Totals totals,
    Entrance entrance,
    MemoryBudget theirs,
    MemoryBudget ours) {
  Environment(SocketsConfig config, SocketListener listener) {
    this(
        config,
        listener,
        new Totals(),
        new Entrance(config.maxInbound()),
        new MemoryBudget(config.maxMemory()),
        MemoryBudget.unlimited());
  }
}
