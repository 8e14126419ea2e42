package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import cairn.primitives.FeeRate;
import cairn.primitives.Script;
import cairn.primitives.address.Address;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.keys.AddressKind;
import cairn.wallet.keys.Secrets;
import cairn.wallet.rpc.NodeClient;
import cairn.wallet.spend.Broadcaster;
import cairn.wallet.spend.Draft;
import cairn.wallet.spend.Dust;
import cairn.wallet.spend.Order;
import cairn.wallet.spend.Payer;
import cairn.wallet.spend.PaymentBuilder;
import cairn.wallet.spend.Recipient;
import cairn.wallet.spend.WalletSigner;
import cairn.wallet.store.Coin;
import cairn.wallet.sync.Progress;
import cairn.wallet.sync.Synchronizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Payments of every kind, to others and to itself, each of which the node has to take. */
final class RandomPayments {
  private final Wallet wallet;
  private final NodeClient node;
  private final Random random;
  private final Secrets secrets;
  private final long before;
  private int tip;

  /** What has left the wallet: payments to others, and fees. */
  private long gone;

  RandomPayments(Wallet wallet, NodeClient node, Random random) throws WalletException {
    this.wallet = wallet;
    this.node = node;
    this.random = random;
    var sealed = wallet.settings().sealed().orElseThrow();
    this.secrets = wallet.unseal(sealed.key(WalletUser.PASSWORD.toCharArray()));
    synchronize();
    this.before = total();
  }

  void synchronize() throws WalletException {
    tip = new Synchronizer(wallet, node).synchronize(Progress.NONE).height();
  }

  private long total() {
    return wallet.transactions().unspent().stream().mapToLong(c -> c.value().sats()).sum();
  }

  /** Whether the wallet has what it had, but for what it has paid. */
  boolean isAccountedFor() {
    return total() == before - gone;
  }

  /** Makes a payment, checks it, and sends it. */
  void pay() throws WalletException {
    var draft = draft();
    var signer = new WalletSigner(wallet);
    var psbt = signer.psbt(draft, random.nextBoolean() ? 0 : 2);
    signer.sign(psbt, secrets);
    var transaction = WalletSigner.extract(psbt).orElseThrow();

    // A signature is now and then a byte shorter than it might have been.
    assertThat(transaction.virtualSize())
        .isBetween(draft.virtualSize() - draft.coins().size(), draft.virtualSize());
    long in = draft.coins().stream().mapToLong(coin -> coin.value().sats()).sum();
    long out = 0;
    for (var output : transaction.outputs()) {
      out += output.value().sats();
      assertThat(output.value().sats())
          .isGreaterThanOrEqualTo(Dust.threshold(output.scriptPubKey()));
      if (wallet.keychains().find(output.scriptPubKey()).isEmpty()) {
        gone += output.value().sats();
      }
    }
    assertThat(in).isEqualTo(out + draft.feeSats());
    gone += draft.feeSats();
    new Broadcaster(wallet, node).send(transaction, Optional.empty(), 0);
  }

  private Draft draft() throws WalletException {
    var payer = new Payer(wallet, tip, random);
    var coins = payer.spendable();
    var rate = FeeRate.perKilobyte(random.nextLong(1_000, 60_000));
    boolean everything = random.nextInt(8) == 0;
    var required = everything || random.nextInt(8) == 0 ? some(coins) : List.<Coin>of();
    var recipients = new ArrayList<Recipient>();
    for (int i = everything ? 1 : random.nextInt(1, 6); i > 0; i--) {
      recipients.add(new Recipient(script(everything || random.nextInt(3) == 0), amount()));
    }
    var draft =
        new PaymentBuilder(wallet.keychains(), random)
            .build(
                new Order(
                    recipients,
                    everything,
                    rate,
                    0,
                    0,
                    required,
                    everything
                        ? List.of()
                        : coins.stream().filter(coin -> !required.contains(coin)).toList(),
                    payer.changeScript(recipients),
                    payer.lockTime()));
    long wanted = rate.feeFor(draft.virtualSize());
    if (everything || draft.change().isPresent()) {
      assertThat(draft.feeSats()).isEqualTo(wanted);
    } else {
      assertThat(draft.feeSats()).isGreaterThanOrEqualTo(wanted);
    }
    return draft;
  }

  /** One to three coins that are worth spending. */
  private List<Coin> some(List<Coin> coins) {
    var large = coins.stream().filter(coin -> coin.value().sats() > 200_000).toList();
    int from = random.nextInt(large.size());
    return large.subList(from, Math.min(large.size(), from + random.nextInt(1, 4)));
  }

  /** From a thousand satoshis to a bitcoin, small ones as likely as large ones. */
  private long amount() {
    return (long) (1_000 * Math.pow(10, 5 * random.nextDouble()));
  }

  private Script script(boolean own) throws WalletException {
    if (own) {
      var kinds = AddressKind.values();
      var kind = kinds[random.nextInt(kinds.length)].toString();
      return wallet.keychain(Optional.of(kind), false).script(random.nextInt(20));
    }
    var bytes = new byte[32];
    random.nextBytes(bytes);
    var hash = Bytes.wrap(bytes);
    return switch (random.nextInt(5)) {
      case 0 -> new Address.PublicKeyHash(hash.slice(0, 20)).scriptPubKey();
      case 1 -> new Address.ScriptHash(hash.slice(0, 20)).scriptPubKey();
      case 2 -> new Address.WitnessPublicKeyHash(hash.slice(0, 20)).scriptPubKey();
      case 3 -> new Address.WitnessScriptHash(hash).scriptPubKey();
      default -> new Address.Taproot(hash).scriptPubKey();
    };
  }
}
