package cairn.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewNetworkTest {
  static final NewNetwork OWN = own("own", "each stone", 60, 20, "own", 7000, 0x1f00ffffL);

  @Test
  void devnetIsOne() throws Exception {
    var recipe =
        new NewNetwork(
            "devnet",
            "Cairn devnet: each stone rests on the one before",
            10,
            30,
            210_000,
            "cairn",
            39333,
            39332,
            null,
            0x1f00ffffL,
            1_767_225_600,
            Script.fromHex("6a"));
    assertThat(recipe.mine(_ -> {})).isEqualTo(Networks.devnet());
  }

  @Test
  void hasWhatWasChosen() throws Exception {
    var network = OWN.mine(_ -> {});
    assertThat(network.name()).isEqualTo("own");
    assertThat(network.dataDirectory()).isEqualTo("own");
    assertThat(network.testChain()).isTrue();
    assertThat(network.consensus().proofOfWork().targetSpacing()).isEqualTo(60);
    assertThat(network.consensus().proofOfWork().retargetPeriod()).isEqualTo(20);
    assertThat(network.consensus().subsidyHalvingInterval()).isEqualTo(150);
    assertThat(network.addresses().hrp()).isEqualTo("own");
    assertThat(network.peers().port()).isEqualTo(7000);
    assertThat(network.peers().onionPort()).isEqualTo(7001);
    assertThat(network.rpcPort()).isEqualTo(6999);
    assertThat(network.genesis().header().time()).isEqualTo(1_767_225_600);
    assertThat(GenesisBlock.of(network.genesis()).message()).isEqualTo("each stone");
  }

  @Test
  void allDeploymentsAreActiveFromTheFirstBlock() throws Exception {
    var buried = OWN.mine(_ -> {}).consensus().buried();
    for (var deployment : BuriedDeployment.values()) {
      assertThat(buried.of(deployment)).as(deployment.rpcName()).isEqualTo(1);
    }
  }

  @Test
  void magicComesOfTheGenesisBlockUnlessItIsChosen() throws Exception {
    var network = OWN.mine(_ -> {});
    assertThat(network.peers().magic()).isEqualTo(network.genesis().hash().bytes().slice(0, 4));
    var chosen =
        new NewNetwork(
            "own",
            "m",
            60,
            20,
            150,
            "own",
            7000,
            6999,
            Bytes.of(1, 2, 3, 4),
            0x1f00ffffL,
            1,
            Script.EMPTY);
    assertThat(chosen.mine(_ -> {}).peers().magic()).isEqualTo(Bytes.of(1, 2, 3, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "'', m, 60, 20, own, 7000, 1f00ffff, name",
    "Own, m, 60, 20, own, 7000, 1f00ffff, name",
    "main, m, 60, 20, own, 7000, 1f00ffff, name",
    "own, '', 60, 20, own, 7000, 1f00ffff, genesis.message",
    "own, m, 0, 20, own, 7000, 1f00ffff, consensus.proofOfWork.targetSpacing",
    "own, m, 60, 3, own, 7000, 1f00ffff, consensus.proofOfWork.retargetPeriod",
    "own, m, 60, 20, OWN, 7000, 1f00ffff, addresses.hrp",
    "own, m, 60, 20, bc, 7000, 1f00ffff, addresses.hrp",
    "own, m, 60, 20, own, 0, 1f00ffff, peers.port",
    "own, m, 60, 20, own, 65535, 1f00ffff, peers.onionPort",
    "own, m, 60, 20, own, 7000, 00000000, genesis.bits",
    "own, m, 60, 20, own, 7000, 2100ffff, consensus.proofOfWork.limit",
  })
  void refusesAValueThatTheFormatWouldRefuse(
      String name,
      String message,
      int spacing,
      int period,
      String hrp,
      int port,
      String bits,
      String field) {
    var network = own(name, message, spacing, period, hrp, port, Long.parseLong(bits, 16));
    var failure = catchThrowableOfType(NetworkFormatException.class, () -> network.mine(_ -> {}));
    assertThat(failure.field()).isEqualTo(field);
  }

  @Test
  void messageHasAtMost91Bytes() throws Exception {
    var longest = own("own", "€".repeat(30) + "m", 60, 20, "own", 7000, 0x1f00ffffL).mine(_ -> {});
    var scriptSig = longest.genesis().transactions().getFirst().inputs().getFirst().scriptSig();
    assertThat(scriptSig.length()).isEqualTo(100);
    var longer = own("own", "m".repeat(92), 60, 20, "own", 7000, 0x1f00ffffL);
    var failure = catchThrowableOfType(NetworkFormatException.class, () -> longer.mine(_ -> {}));
    assertThat(failure.field()).isEqualTo("genesis.message");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void minesTheSmallestNonceHoweverManyThreadsSearch(int threads) throws Exception {
    var genesis = new GenesisBlock(1, 1, 0x1f7fffffL, 0, "m", Script.EMPTY, Amount.ZERO);
    var mined = GenesisMiner.mine(genesis, threads, _ -> {});
    var target = Target.fromCompact(0x1f7fffffL).orElseThrow();
    long nonce = 0;
    while (!target.isMetBy(genesis.with(1, nonce).toBlock().hash())) {
      nonce++;
    }
    assertThat(mined.header().nonce()).isEqualTo(nonce);
  }

  @Test
  void endsTheSearchWhenInterrupted() {
    var endless = new GenesisBlock(1, 2, 0x03000001L, 0, "m", Script.EMPTY, Amount.ZERO);
    assertThatThrownBy(() ->
            GenesisMiner.mine(
                endless,
                2,
                hashes -> {
                  assertThat(hashes).isNotNegative();
                  Thread.currentThread().interrupt();
                }))
        .isInstanceOf(InterruptedException.class);
  }

  private static NewNetwork own(
      String name, String message, int spacing, int period, String hrp, int port, long bits) {
    return new NewNetwork(
        name,
        message,
        spacing,
        period,
        150,
        hrp,
        port,
        port - 1,
        null,
        bits,
        1_767_225_600,
        Script.fromHex("6a"));
  }
}
