package cairn.wallet.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.FeeRate;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Txid;
import cairn.primitives.address.Address;
import cairn.primitives.crypto.Argon2;
import cairn.primitives.hd.ExtendedPrivateKey;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.keys.Secrets;
import cairn.wallet.store.Coin;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentBuilderTest {
  private static final Network NETWORK = Networks.regtest();
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final Secrets SECRETS =
      Secrets.ofMaster(ExtendedPrivateKey.master(Bytes.wrap(new byte[32])).orElseThrow());

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // before each test
  private Wallet wallet;

  @BeforeEach
  void open() throws WalletException {
    var file = folder.resolve("a.wallet");
    Wallet.create(
        file,
        Wallet.Plan.now(NETWORK, NOW),
        NOW,
        made -> made.addSeed(SECRETS, new char[0], new Argon2(64, 1, 1)));
    wallet = Wallet.open(file, NETWORK);
  }

  @AfterEach
  void close() {
    wallet.close();
  }

  private Coin coin(Random random, long sats) throws WalletException {
    var keychains = wallet.keychains().all();
    var keychain = keychains.get(random.nextInt(keychains.size()));
    var txid = new Txid(random.nextLong(), random.nextLong(), random.nextLong(), 1);
    int position = random.nextInt(5);
    return new Coin(
        new OutPoint(txid, random.nextInt(4)),
        new Amount(sats),
        keychain.script(position),
        keychain.id(),
        position,
        OptionalInt.of(1),
        false,
        false);
  }

  private static Script foreign(Random random) {
    var key = new byte[32];
    random.nextBytes(key);
    var bytes = Bytes.wrap(key);
    return switch (random.nextInt(5)) {
      case 0 -> new Address.PublicKeyHash(bytes.slice(0, 20)).scriptPubKey();
      case 1 -> new Address.ScriptHash(bytes.slice(0, 20)).scriptPubKey();
      case 2 -> new Address.WitnessPublicKeyHash(bytes.slice(0, 20)).scriptPubKey();
      case 3 -> new Address.WitnessScriptHash(bytes).scriptPubKey();
      default -> new Address.Taproot(bytes).scriptPubKey();
    };
  }

  private Order order(Random random) throws WalletException {
    var coins = new ArrayList<Coin>();
    for (int i = random.nextInt(1, 25); i > 0; i--) {
      coins.add(coin(random, random.nextLong(500, 2_000_000)));
    }
    var recipients = new ArrayList<Recipient>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      var script = foreign(random);
      recipients.add(new Recipient(script, random.nextLong(1_000, 400_000)));
    }
    boolean everything = random.nextInt(5) == 0;
    int required = random.nextInt(4) == 0 ? random.nextInt(coins.size()) : 0;
    return new Order(
        recipients,
        everything,
        FeeRate.perKilobyte(random.nextLong(1_000, 60_000)),
        0,
        0,
        coins.subList(0, required),
        coins.subList(required, coins.size()),
        new Payer(wallet, 100, random).changeScript(recipients),
        100);
  }

  private static long in(Draft draft) {
    return draft.coins().stream().mapToLong(coin -> coin.value().sats()).sum();
  }

  private static long out(Draft draft) {
    return draft.transaction().outputs().stream().mapToLong(o -> o.value().sats()).sum();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void paysWhatItShouldAtTheRateItShould(long seed) throws WalletException {
    var random = new Random(seed);
    var signer = new WalletSigner(wallet);
    int built = 0;
    for (int round = 0; round < 60; round++) {
      var order = order(random);
      Draft draft;
      try {
        draft = new PaymentBuilder(wallet.keychains(), random).build(order);
      } catch (WalletException e) {
        assertThat(e.kind()).as("seed " + seed).isEqualTo(WalletException.Kind.TOO_LITTLE);
        continue;
      }
      built++;
      assertThat(in(draft)).as("seed " + seed).isEqualTo(out(draft) + draft.feeSats());
      assertThat(draft.transaction().outputs())
          .allMatch(o -> o.value().sats() >= Dust.threshold(o.scriptPubKey()));
      assertThat(draft.coins()).containsAll(order.required()).doesNotHaveDuplicates();
      long wanted = order.rate().feeFor(draft.virtualSize());
      if (draft.change().isPresent() || order.everything()) {
        assertThat(draft.feeSats()).isEqualTo(wanted);
      } else {
        // The rest is less than it would cost to have it as change.
        assertThat(draft.feeSats())
            .isBetween(wanted, wanted + order.rate().feeFor(43 + 2) + LONG_TERM_CHANGE);
      }
      // An ECDSA signature may turn out a byte or two shorter than the longest.
      int actual = signedSize(signer, draft);
      assertThat(actual).isBetween(draft.virtualSize() - draft.coins().size(), draft.virtualSize());
    }
    assertThat(built).isGreaterThan(20);
  }

  /** What an input costs later that spends change of the largest kind: 148 vbytes at 10 sat. */
  private static final long LONG_TERM_CHANGE = 1480 + 546;

  private static int signedSize(WalletSigner signer, Draft draft) throws WalletException {
    var psbt = signer.psbt(draft, 2);
    for (int i = 0; i < draft.coins().size(); i++) {
      psbt.inputs().get(i).witnessOutput = Optional.of(draft.coins().get(i).output());
    }
    // Old outputs are only signed if their whole transactions are known, which these have not.
    boolean allSegwit =
        draft.coins().stream().allMatch(coin -> coin.scriptPubKey().witnessProgram() != null);
    if (!allSegwit) {
      return draft.virtualSize();
    }
    signer.sign(psbt, SECRETS);
    return WalletSigner.extract(psbt).orElseThrow().virtualSize();
  }

  private static Coin unconfirmed(Coin coin) {
    return new Coin(
        coin.outPoint(),
        coin.value(),
        coin.scriptPubKey(),
        coin.keychain(),
        coin.position(),
        OptionalInt.empty(),
        false,
        true);
  }

  @ParameterizedTest
  @CsvSource({"200000, 1", "900000, 2"})
  void spendsWhatIsInNoBlockOnlyIfNeedBe(long sats, int coins) throws WalletException {
    var random = new Random(1);
    var inBlock = coin(random, 500_000);
    var draft =
        new PaymentBuilder(wallet.keychains(), random)
            .build(
                new Order(
                    List.of(new Recipient(foreign(random), sats)),
                    false,
                    FeeRate.perKilobyte(1000),
                    0,
                    0,
                    List.of(),
                    List.of(unconfirmed(coin(random, 500_000)), inBlock),
                    new Payer(wallet, 100, random).changeScript(List.of()),
                    0));

    assertThat(draft.coins()).hasSize(coins).contains(inBlock);
  }

  @Test
  void refusesToMakeDust() {
    var random = new Random(1);
    var script = new Address.WitnessPublicKeyHash(Bytes.wrap(new byte[20])).scriptPubKey();

    assertThatThrownBy(() ->
            new PaymentBuilder(wallet.keychains(), random)
                .build(
                    new Order(
                        List.of(new Recipient(script, 293)),
                        false,
                        FeeRate.perKilobyte(1000),
                        0,
                        0,
                        List.of(),
                        List.of(coin(random, 100_000)),
                        script,
                        0)))
        .isInstanceOf(WalletException.class)
        .hasMessageContaining("dust");
  }

  @Test
  void knowsWhatDustIs() {
    var bytes = Bytes.wrap(new byte[32]);

    assertThat(Dust.threshold(new Address.PublicKeyHash(bytes.slice(0, 20)).scriptPubKey()))
        .isEqualTo(546);
    assertThat(Dust.threshold(new Address.WitnessPublicKeyHash(bytes.slice(0, 20)).scriptPubKey()))
        .isEqualTo(294);
    assertThat(Dust.threshold(new Address.Taproot(bytes).scriptPubKey())).isEqualTo(330);
  }

  @Test
  void setsTheLockTimeAtTheTipOrNow() {
    var random = new Random(1);
    var payer = new Payer(wallet, 500, random);
    int atTip = 0;
    for (int i = 0; i < 1000; i++) {
      int time = payer.lockTime();
      assertThat(time).isBetween(401, 500);
      atTip += time == 500 ? 1 : 0;
    }
    assertThat(atTip).isBetween(850, 950);
  }
}
