package cairn.node.devnet;

import cairn.node.devnet.Plan.NodePorts;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a new network is to be; null for the usual.
 *
 * @param chain a known one, or the path of a network's file
 * @param nodes how many
 * @param miners how many of them mine
 * @param percent of a processor's time that each of these takes
 */
record Wanted(
    @Nullable String chain,
    @Nullable Integer nodes,
    @Nullable Integer miners,
    @Nullable Integer percent) {
  private static final int USUAL_NODES = 3;
  private static final int USUAL_MINERS = 2;
  private static final int USUAL_PERCENT = 10;

  Plan plan() throws DevnetException {
    int size = nodes == null ? USUAL_NODES : nodes;
    int mining = miners == null ? Math.min(USUAL_MINERS, size) : miners;
    int share = percent == null ? USUAL_PERCENT : percent;
    refuse("--nodes", size, 1, Devnet.MAX_NODES);
    refuse("--miners", mining, 0, size);
    refuse("--percent", share, 1, 100);
    return new Plan(
        chain == null ? "devnet" : chain,
        mining,
        share,
        Collections.nCopies(size, NodePorts.NONE),
        Set.of(),
        Set.of(),
        "");
  }

  private static void refuse(String option, int value, int least, int most) throws DevnetException {
    if (value < least || value > most) {
      throw new DevnetException(
          "%s=%d: it must be from %d to %d".formatted(option, value, least, most));
    }
  }

  /** A network that is there stays as it was made. */
  void refuseOther(Plan present, Home home) throws DevnetException {
    boolean same =
        (chain == null || chain.equals(present.chain()))
            && (nodes == null || nodes == present.size())
            && (miners == null || miners == present.miners())
            && (percent == null || percent == present.percent());
    if (!same) {
      throw new DevnetException(
          "the devnet in %s has %d nodes of %s, %d mining with %d %%; './cairn devnet reset' removes it"
              .formatted(
                  home.directory(),
                  present.size(),
                  present.chain(),
                  present.miners(),
                  present.percent()));
    }
  }
}
