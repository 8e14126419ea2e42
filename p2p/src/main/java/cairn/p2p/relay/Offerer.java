package cairn.p2p.relay;

import cairn.p2p.peer.PeerId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A peer, and the transactions that it has offered. */
final class Offerer {
  final PeerId peer;

  /** In no order, so that one is removed at once. */
  final List<Offer> all = new ArrayList<>();

  /** Those that it should be asked for now, in the order in which they were made. */
  final TreeSet<Offer> best = new TreeSet<>(Offer.BY_NUMBER);

  /** How many it has been asked for and has not answered. */
  int requested;

  Offerer(PeerId peer) {
    this.peer = peer;
  }

  void add(Offer offer) {
    offer.place = all.size();
    all.add(offer);
  }

  void remove(Offer offer) {
    var last = all.removeLast();
    if (last != offer) {
      last.place = offer.place;
      all.set(last.place, last);
    }
  }
}
