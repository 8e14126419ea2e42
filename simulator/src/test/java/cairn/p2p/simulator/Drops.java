package cairn.p2p.simulator;

import cairn.p2p.peer.Discipline;
import cairn.p2p.peer.Peer;
import java.util.Map;

/** Counts why peers are dropped, by what the reasons begin with. */
record Drops(Discipline real, Map<String, Integer> counts) implements Discipline {
  @Override
  public void drop(Peer peer, String reason) {
    count(reason);
    real.drop(peer, reason);
  }

  @Override
  public void giveUp(Peer peer, String reason) {
    count(reason);
    real.giveUp(peer, reason);
  }

  @Override
  public void abandon(Peer peer, String reason) {
    count(reason);
    real.abandon(peer, reason);
  }

  @Override
  public void misbehaving(Peer peer, String what) {
    count("misbehaving " + what);
    real.misbehaving(peer, what);
  }

  private void count(String reason) {
    int end = 0;
    while (end < reason.length() && !isDetail(reason.charAt(end))) {
      end++;
    }
    counts.merge(reason.substring(0, end).strip(), 1, Integer::sum);
  }

  private static boolean isDetail(char c) {
    return (c >= '0' && c <= '9') || c == ':' || c == '(';
  }
}
