package cairn.wallet.cli;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Txid;
import cairn.primitives.address.Address;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.TextException;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.spend.Broadcaster;
import cairn.wallet.spend.Draft;
import cairn.wallet.spend.FeeSource;
import cairn.wallet.spend.Order;
import cairn.wallet.spend.Payer;
import cairn.wallet.spend.PaymentBuilder;
import cairn.wallet.spend.WalletSigner;
import cairn.wallet.store.Coin;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What all commands that pay do: make a transaction, show it, ask, sign and send. */
final class Paying {
  private final Session session;
  private final FeeLimit limit;
  private final Random random = new SecureRandom();

  Paying(Session session, FeeLimit limit) {
    this.session = session;
    this.limit = limit;
  }

  /** Brings the wallet up to date, so that it is known what can be spent. */
  Payer payer() throws WalletException {
    int tip = session.synchronize().height();
    return new Payer(session.wallet(), tip, random);
  }

  static Script script(Wallet wallet, String address) throws WalletException {
    try {
      return Address.parse(address, wallet.format()).scriptPubKey();
    } catch (TextException e) {
      throw WalletException.wrongUse(
          "not an address of the network %s: %s (%s)"
              .formatted(
                  wallet.network(),
                  address,
                  ownerOf(address)
                      .map(other -> "it is one of the network " + other)
                      .orElse(String.valueOf(e.getMessage()))));
    }
  }

  /** The first network whose address it is. */
  private static Optional<String> ownerOf(String address) {
    return Networks.NAMES.stream()
        .filter(name ->
            Networks.named(name)
                .map(Network::addresses)
                .filter(format -> isAddress(address, format))
                .isPresent())
        .findFirst();
  }

  private static boolean isAddress(String text, AddressFormat format) {
    try {
      return Address.parse(text, format).scriptPubKey() != null;
    } catch (TextException e) {
      return false;
    }
  }

  static Txid txid(String text) throws WalletException {
    try {
      return Txid.fromDisplay(text.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw WalletException.wrongUse("not the id of a transaction: " + text);
    }
  }

  /** Those of the coins that are named. */
  static List<Coin> named(List<String> names, List<Coin> coins) throws WalletException {
    var named = new ArrayList<Coin>();
    for (var name : Set.copyOf(names)) {
      var coin = coins.stream().filter(each -> each.outPoint().toString().equals(name)).findFirst();
      named.add(
          coin.orElseThrow(() ->
              WalletException.wrongUse(
                  "no coin %s that can be spent now; 'coins' lists them".formatted(name))));
    }
    return named;
  }

  Draft build(Order order) throws WalletException {
    return new PaymentBuilder(session.wallet().keychains(), random).build(order);
  }

  /**
   * Shows a transaction, asks, signs it and sends it.
   *
   * @param verb what it does, for people
   * @param replaced what it takes the place of
   * @return the transaction's id, if it was sent
   */
  Optional<Txid> carryOut(Draft draft, String verb, Optional<Txid> replaced, Consent consent)
      throws WalletException {
    var warnings = warnings(draft);
    requireSaneFee(draft);
    if (consent.dryRun) {
      var fields = describe(draft);
      fields.put("sent", false);
      if (session.isJson()) {
        warnings.forEach(session::warn);
      }
      session.show(fields, text(draft, verb, warnings) + "Nothing was sent.");
      return Optional.empty();
    }
    if (consent.isGiven()) {
      warnings.forEach(session::warn); // else they are part of the question
    }
    consent.require(session, text(draft, verb, warnings), "Send this");
    var signer = new WalletSigner(session.wallet());
    var psbt = signer.psbt(draft, 0);
    signer.sign(psbt, session.passwords().unseal(session.wallet()));
    var transaction =
        WalletSigner.extract(psbt)
            .orElseThrow(() ->
                WalletException.failed(
                    "this wallet's keys are not enough to sign; 'psbt create' begins what others"
                        + " sign, too"));
    new Broadcaster(session.wallet(), session.node(), limit.allowed)
        .send(transaction, replaced, session.now().getEpochSecond());
    var fields = describe(draft);
    fields.put("sent", true);
    fields.put("txid", transaction.txid().toString());
    session.show(fields, "Sent " + transaction.txid());
    return Optional.of(transaction.txid());
  }

  void requireSaneFee(Draft draft) throws WalletException {
    limit.require(session.money(), draft.feeSats(), draft.paidSats(), draft.rate());
  }

  private List<String> warnings(Draft draft) throws WalletException {
    var wallet = session.wallet();
    var warnings = new ArrayList<String>();
    for (var output : draft.transaction().outputs()) {
      var place = wallet.keychains().find(output.scriptPubKey());
      boolean isChange =
          draft.change().isPresent()
              && draft.transaction().outputs().get(draft.change().getAsInt()).equals(output);
      if (place.isPresent() && !wallet.keychains().get(place.get().keychain()).change()) {
        warnings.add("one of these addresses is your own");
      }
      if (!isChange && hasPaid(output.scriptPubKey(), draft)) {
        warnings.add("you have paid one of these addresses before: who sees both knows that");
      }
    }
    return warnings.stream().distinct().toList();
  }

  private boolean hasPaid(Script script, Draft draft) throws WalletException {
    var replaced = draft.coins().stream().map(Coin::outPoint).toList();
    return session.wallet().transactions().mentioning(script).stream()
        .filter(stored -> stored.state().isLive() && stored.spent() > 0)
        .filter(stored ->
            stored.transaction().inputs().stream()
                .map(input -> input.previousOutput())
                .noneMatch((OutPoint spent) -> replaced.contains(spent)))
        .flatMap(stored -> stored.transaction().outputs().stream())
        .anyMatch(output -> output.scriptPubKey().equals(script));
  }

  private String address(Script script) {
    return Address.of(script)
        .map(address -> address.text(session.network().addresses()))
        .orElse("script " + script);
  }

  Map<String, Object> describe(Draft draft) {
    var money = session.money();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("amount", money.json(draft.paidSats()));
    fields.put("fee", money.json(draft.feeSats()));
    fields.put("fee_rate", FeeSource.text(draft.rate()).replace(" sat/vB", ""));
    fields.put("vsize", draft.virtualSize());
    var outputs = new ArrayList<Object>();
    for (int i = 0; i < draft.transaction().outputs().size(); i++) {
      var output = draft.transaction().outputs().get(i);
      var one = new LinkedHashMap<String, Object>();
      one.put("address", address(output.scriptPubKey()));
      one.put("amount", money.json(output.value().sats()));
      one.put("change", draft.change().isPresent() && draft.change().getAsInt() == i);
      outputs.add(one);
    }
    fields.put("outputs", outputs);
    fields.put("coins", draft.coins().stream().map(coin -> coin.outPoint().toString()).toList());
    return fields;
  }

  String text(Draft draft, String verb, List<String> warnings) {
    var money = session.money();
    var text = new StringBuilder(verb).append('\n');
    for (int i = 0; i < draft.transaction().outputs().size(); i++) {
      var output = draft.transaction().outputs().get(i);
      boolean change = draft.change().isPresent() && draft.change().getAsInt() == i;
      text.append(
          "  %s to %s%s%n"
              .formatted(
                  money.text(output.value().sats()),
                  address(output.scriptPubKey()),
                  change ? " (change)" : ""));
    }
    text.append(
        "  fee %s, %s, %d vbytes%n"
            .formatted(
                money.text(draft.feeSats()), FeeSource.text(draft.rate()), draft.virtualSize()));
    warnings.forEach(warning -> text.append("  Warning: ").append(warning).append('\n'));
    return text.toString();
  }
}
