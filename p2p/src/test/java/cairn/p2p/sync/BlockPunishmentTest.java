package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.BlockFault;
import cairn.p2p.BlockTree;
import cairn.p2p.FakeClock;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Discipline;
import cairn.p2p.peer.Peer;
import cairn.p2p.permissions.Permission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockPunishmentTest {
  private final SyncNode node =
      new SyncNode(
          new BlockTree(Networks.regtest()), new FakeClock(Instant.ofEpochSecond(1 << 30)));
  private final List<String> done = new ArrayList<>();
  private final BlockPunishment punishment =
      new BlockPunishment(
          new Discipline() {
            @Override
            public void drop(Peer peer, String reason) {
              done.add("drop: " + reason);
            }

            @Override
            public void abandon(Peer peer, String reason) {
              drop(peer, reason);
            }

            @Override
            public void misbehaving(Peer peer, String what) {
              done.add("misbehaving: " + what);
            }
          });

  private void punish(BlockFault fault, ConnectionType type, Permission... permissions) {
    punishment.punish(node.connect(type, SyncNode.FULL, permissions), fault, false, "");
  }

  @Test
  void partsEvenWithAPeerThatTheOperatorWantsIfItsBlockIsBad() {
    punish(BlockFault.CONSENSUS, ConnectionType.MANUAL);
    assertThat(done).containsExactly("misbehaving: invalid block", "drop: invalid block");
  }

  @Test
  void leavesOthersToWhoeverKeepsOrder() {
    punish(BlockFault.MUTATED, ConnectionType.OUTBOUND_FULL_RELAY);
    punish(BlockFault.CONSENSUS, ConnectionType.MANUAL, Permission.NOBAN);
    punish(BlockFault.INVALID_PREVIOUS, ConnectionType.MANUAL);
    punish(BlockFault.LOW_WORK, ConnectionType.MANUAL);
    assertThat(done)
        .containsExactly(
            "misbehaving: invalid block", "misbehaving: invalid block", "misbehaving: ");
  }
}
