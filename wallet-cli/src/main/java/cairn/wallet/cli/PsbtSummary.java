package cairn.wallet.cli;

import cairn.primitives.FeeRate;
import cairn.primitives.TxOut;
import cairn.primitives.address.Address;
import cairn.primitives.psbt.Psbt;
import cairn.primitives.psbt.PsbtInput;
import cairn.primitives.psbt.PsbtOutput;
import cairn.wallet.WalletException;
import cairn.wallet.spend.FeeSource;
import cairn.wallet.spend.WalletSigner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What a PSBT does, as far as it tells: what it spends, what it pays, and what the fee is. */
final class PsbtSummary {
  private final Session session;
  private final Psbt psbt;
  private final boolean complete;

  PsbtSummary(Session session, Psbt psbt) throws WalletException {
    this.session = session;
    this.psbt = psbt;
    this.complete = PsbtFile.isComplete(psbt);
    // A sum of amounts that there are not might look like any other.
    for (var output : psbt.outputs()) {
      requireAmount(output.output());
    }
    for (var spent : psbt.spentOutputs()) {
      if (spent.isPresent()) {
        requireAmount(spent.get());
      }
    }
  }

  private static void requireAmount(TxOut output) throws WalletException {
    if (!output.value().inRange()) {
      throw WalletException.wrongUse(
          "this PSBT has an amount that there is not: %d satoshis"
              .formatted(output.value().sats()));
    }
  }

  /** In satoshis; empty where an input does not tell what it spends. */
  private OptionalLong fee() {
    long fee = 0;
    for (var spent : psbt.spentOutputs()) {
      if (spent.isEmpty()) {
        return OptionalLong.empty();
      }
      fee += spent.get().value().sats();
    }
    return OptionalLong.of(fee - sum(psbt.outputs()));
  }

  private static long sum(List<PsbtOutput> outputs) {
    return outputs.stream().mapToLong(output -> output.output().value().sats()).sum();
  }

  private boolean isMine(PsbtOutput output) throws WalletException {
    return session.wallet().keychains().find(output.output().scriptPubKey()).isPresent();
  }

  /** What is paid to others; where nothing is, what the wallet pays itself. */
  private long paid() throws WalletException {
    var others = new ArrayList<PsbtOutput>();
    for (var output : psbt.outputs()) {
      if (!isMine(output)) {
        others.add(output);
      }
    }
    return sum(others.isEmpty() ? psbt.outputs() : others);
  }

  /**
   * Says that the fee is as it should be, as far as that can be known.
   *
   * @param virtualSize of the transaction, without signatures if it has none yet
   */
  void requireSaneFee(FeeLimit limit, int virtualSize) throws WalletException {
    var fee = fee();
    if (fee.isEmpty()) {
      return;
    }
    if (fee.getAsLong() < 0) {
      throw WalletException.failed("this PSBT pays more than it spends");
    }
    limit.require(
        session.money(), fee.getAsLong(), paid(), new FeeRate(fee.getAsLong(), virtualSize));
  }

  Map<String, Object> fields() throws WalletException {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("version", psbt.version());
    var inputs = new ArrayList<Object>();
    psbt.inputs().forEach(input -> inputs.add(fields(input)));
    fields.put("inputs", inputs);
    var outputs = new ArrayList<Object>();
    for (var output : psbt.outputs()) {
      outputs.add(fields(output));
    }
    fields.put("outputs", outputs);
    fee().ifPresent(sats -> fields.put("fee", session.money().json(sats)));
    fields.put("complete", complete);
    return fields;
  }

  private Object fields(PsbtInput input) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("coin", input.outPoint().toString());
    input
        .spentOutput()
        .ifPresent(output -> fields.put("amount", session.money().json(output.value().sats())));
    fields.put("signatures", WalletSigner.signatures(input));
    fields.put("final", input.isFinal());
    return fields;
  }

  private Object fields(PsbtOutput output) throws WalletException {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("address", address(output));
    fields.put("amount", session.money().json(output.output().value().sats()));
    fields.put("mine", isMine(output));
    return fields;
  }

  private String address(PsbtOutput output) {
    var script = output.output().scriptPubKey();
    return Address.of(script)
        .map(found -> found.text(session.network().addresses()))
        .orElse("script " + script);
  }

  /** For people. */
  String text() throws WalletException {
    var money = session.money();
    var text = new StringBuilder();
    for (var input : psbt.inputs()) {
      text.append(
          "spends %s  %s, %s%n"
              .formatted(
                  input.outPoint(),
                  input
                      .spentOutput()
                      .map(output -> money.text(output.value().sats()))
                      .orElse("unknown amount"),
                  input.isFinal() ? "signed" : WalletSigner.signatures(input) + " signatures"));
    }
    for (var output : psbt.outputs()) {
      text.append(
          "pays %s to %s%s%n"
              .formatted(
                  money.text(output.output().value().sats()),
                  address(output),
                  isMine(output) ? " (mine)" : ""));
    }
    fee().ifPresent(sats -> text.append("fee ").append(money.text(sats)).append('\n'));
    text.append(complete ? "Enough have signed." : "More have to sign.");
    return text.toString();
  }

  /** As {@link #text}, of a transaction that is whole. */
  String text(int virtualSize) throws WalletException {
    var fee = fee();
    return text()
        + (fee.isPresent()
            ? "\nfee rate " + FeeSource.text(new FeeRate(fee.getAsLong(), virtualSize))
            : "\nThe fee is not known: not all inputs tell what they spend.");
  }
}
