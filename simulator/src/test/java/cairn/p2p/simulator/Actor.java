package cairn.p2p.simulator;

import cairn.p2p.peer.Call;
import cairn.p2p.wire.Message;

/** Whoever is on the network: a node, or somebody who pretends to be one. */
interface Actor {
  Site site();

  /** Whether it has not gone. */
  boolean isUp();

  /** Somebody has connected to it. */
  void arrived(End end);

  /** A connection that it asked for stands. */
  void opened(End end, Call call);

  /** A connection that it asked for does not come about. */
  void failed(Call call, String reason);

  void received(End end, Message message);

  /** The connection has ended, whoever has ended it. */
  void closed(End end);
}
