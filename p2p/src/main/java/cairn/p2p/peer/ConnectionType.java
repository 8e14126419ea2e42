package cairn.p2p.peer;

/** Who opened a connection, and what for. */
public enum ConnectionType {
  /** The peer did. */
  INBOUND("inbound"),
  /** A connection of this node's own choice, for blocks, transactions and addresses. */
  OUTBOUND_FULL_RELAY("outbound-full-relay"),
  /** The operator asked for it: it is not dropped for what the peer sends. */
  MANUAL("manual"),
  /** A short one that finds out whether an address works. */
  FEELER("feeler"),
  /** One of this node's own choice that others cannot find out about, for blocks alone. */
  BLOCK_RELAY_ONLY("block-relay-only"),
  /** A short one that asks for addresses. */
  ADDR_FETCH("addr-fetch"),
  /** A short one by Tor that carries one transaction of this node's own, and nothing else. */
  PRIVATE_BROADCAST("private-broadcast");

  private final String text;

  ConnectionType(String text) {
    this.text = text;
  }

  public boolean isInbound() {
    return this == INBOUND;
  }

  /** Whether this node chose the peer itself and means to keep it. */
  public boolean isOutboundOrBlockRelay() {
    return this == OUTBOUND_FULL_RELAY || this == BLOCK_RELAY_ONLY;
  }

  /** Whether addresses go over it; with inbound peers, once they show that they want them. */
  public boolean relaysAddresses() {
    return relaysTransactions();
  }

  /** Whether transactions may go over it, if both sides want it. */
  public boolean relaysTransactions() {
    return switch (this) {
      case INBOUND, OUTBOUND_FULL_RELAY, MANUAL, ADDR_FETCH -> true;
      case FEELER, BLOCK_RELAY_ONLY, PRIVATE_BROADCAST -> false;
    };
  }

  /** Whether services that are of use to this node are required of the peer. */
  public boolean requiresServices() {
    return switch (this) {
      case INBOUND, MANUAL, FEELER, PRIVATE_BROADCAST -> false;
      case OUTBOUND_FULL_RELAY, BLOCK_RELAY_ONLY, ADDR_FETCH -> true;
    };
  }

  /** As {@code getpeerinfo.connection_type} has it. */
  @Override
  public String toString() {
    return text;
  }
}
