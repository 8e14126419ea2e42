package cairn.p2p.relay;

import cairn.p2p.peer.PeerId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All offers of one transaction: at most one of a peer, so that there are never many. */
final class Offers {
  final List<Offer> all = new ArrayList<>(2);

  @Nullable Offer of(PeerId peer) {
    for (var offer : all) {
      if (offer.offerer.peer.equals(peer)) {
        return offer;
      }
    }
    return null;
  }

  @Nullable Offer selected() {
    for (var offer : all) {
      if (offer.state.isSelected()) {
        return offer;
      }
    }
    return null;
  }

  @Nullable Offer bestReady() {
    Offer best = null;
    for (var offer : all) {
      if (offer.state == Offer.State.READY && (best == null || offer.priority > best.priority)) {
        best = offer;
      }
    }
    return best;
  }

  /** Whether there is nobody left to ask. */
  boolean isOver() {
    for (var offer : all) {
      if (offer.state != Offer.State.COMPLETED) {
        return false;
      }
    }
    return true;
  }
}
