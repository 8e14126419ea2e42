package cairn.p2p.sync;

/** What a peer and this node have agreed on about compact blocks (BIP 152). */
final class CompactState {
  /** Whether the peer sends compact blocks when it is asked for them. */
  boolean provides;

  /** Whether the peer wants new blocks as compact blocks, without asking: high bandwidth. */
  boolean wantsUnasked;

  /** Whether this node has told the peer that it wants them so. */
  boolean sendsUnasked;
}
