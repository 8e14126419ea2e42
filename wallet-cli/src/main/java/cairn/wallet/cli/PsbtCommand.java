package cairn.wallet.cli;

import cairn.primitives.FeeRate;
import cairn.primitives.address.Address;
import cairn.primitives.psbt.Psbt;
import cairn.wallet.WalletException;
import cairn.wallet.spend.Broadcaster;
import cairn.wallet.spend.FeeSource;
import cairn.wallet.spend.WalletSigner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "psbt",
    description = {
      "Sign with others: partially signed transactions (BIP 174, BIP 370).",
      "A PSBT is a file, '-' for standard input, or its text."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PsbtCommand.Create.class,
      PsbtCommand.Show.class,
      PsbtCommand.Sign.class,
      PsbtCommand.Combine.class,
      PsbtCommand.Finalize.class,
      PsbtCommand.Broadcast.class
    })
final class PsbtCommand extends Group {
  @Command(name = "create", description = "Make one that pays, without signatures.")
  static final class Create extends Verb {
    @Parameters(arity = "1..*", paramLabel = "RECIPIENT")
    private List<String> words = new ArrayList<>();

    @Mixin private PaymentOptions options = new PaymentOptions();

    @Option(names = "--all", description = "The last recipient gets what is left.")
    private boolean everything;

    @Option(names = "--coin", paramLabel = "TXID:N", description = "Spend this coin.")
    private List<String> coins = new ArrayList<>();

    @Option(names = "--psbt-version", paramLabel = "N", description = "0 (usual) or 2.")
    private int version;

    @Mixin private OutputFile out = new OutputFile();

    @Override
    void run(Session session) throws WalletException {
      if (version != 0 && version != 2) {
        throw WalletException.wrongUse("there are the versions 0 and 2, not " + version);
      }
      var recipients = Recipients.parse(words, everything, session);
      var paying = new Paying(session, options);
      var draft = SendCommand.draft(paying, recipients, everything, coins);
      paying.requireSaneFee(draft);
      var psbt = new WalletSigner(session.wallet()).psbt(draft, version);
      PsbtFile.show(session, psbt, out, paying.text(draft, "Pay", List.of()).stripTrailing());
    }
  }

  @Command(name = "show", description = "Tell what it does, and who has signed.")
  static final class Show extends Verb {
    @Parameters(paramLabel = "PSBT")
    private String file = "";

    @Override
    void run(Session session) throws WalletException {
      var psbt = PsbtFile.read(file);
      var money = session.money();
      var text = new StringBuilder();
      var fields = new LinkedHashMap<String, Object>();
      var inputs = new ArrayList<Object>();
      long in = 0;
      boolean known = true;
      for (var input : psbt.inputs()) {
        var one = new LinkedHashMap<String, Object>();
        one.put("coin", input.outPoint().toString());
        var spent = input.spentOutput();
        known &= spent.isPresent();
        long value = spent.map(output -> output.value().sats()).orElse(0L);
        in += value;
        spent.ifPresent(output -> one.put("amount", money.json(value)));
        one.put("signatures", WalletSigner.signatures(input));
        one.put("final", input.isFinal());
        inputs.add(one);
        text.append(
            "spends %s  %s, %s%n"
                .formatted(
                    input.outPoint(),
                    spent.isPresent() ? money.text(value) : "unknown amount",
                    input.isFinal() ? "signed" : WalletSigner.signatures(input) + " signatures"));
      }
      long paid = 0;
      var outputs = new ArrayList<Object>();
      for (var output : psbt.outputs()) {
        var one = new LinkedHashMap<String, Object>();
        var script = output.output().scriptPubKey();
        var address =
            Address.of(script)
                .map(found -> found.text(session.network().addresses()))
                .orElse("script " + script);
        boolean mine = session.wallet().keychains().find(script).isPresent();
        one.put("address", address);
        one.put("amount", money.json(output.output().value().sats()));
        one.put("mine", mine);
        outputs.add(one);
        paid += output.output().value().sats();
        text.append(
            "pays %s to %s%s%n"
                .formatted(
                    money.text(output.output().value().sats()), address, mine ? " (mine)" : ""));
      }
      fields.put("version", psbt.version());
      fields.put("inputs", inputs);
      fields.put("outputs", outputs);
      if (known) {
        fields.put("fee", money.json(in - paid));
        text.append("fee ").append(money.text(in - paid)).append('\n');
      }
      fields.put("complete", PsbtFile.isComplete(psbt));
      text.append(PsbtFile.isComplete(psbt) ? "Enough have signed." : "More have to sign.");
      session.show(fields, text.toString());
    }
  }

  @Command(name = "sign", description = "Add this wallet's signatures.")
  static final class Sign extends Verb {
    @Parameters(paramLabel = "PSBT")
    private String file = "";

    @Mixin private OutputFile out = new OutputFile();

    @Override
    void run(Session session) throws WalletException {
      var psbt = PsbtFile.read(file);
      int signed =
          new WalletSigner(session.wallet())
              .sign(psbt, session.passwords().unseal(session.wallet()));
      if (signed == 0) {
        throw WalletException.failed("this wallet has no key for it, or has signed it before");
      }
      PsbtFile.show(session, psbt, out, "Signed " + signed + " of " + psbt.inputs().size());
    }
  }

  @Command(name = "combine", description = "Put together what several have signed.")
  static final class Combine extends Verb {
    @Parameters(arity = "2..*", paramLabel = "PSBT")
    private List<String> files = new ArrayList<>();

    @Mixin private OutputFile out = new OutputFile();

    @Override
    void run(Session session) throws WalletException {
      var all = PsbtFile.read(files.getFirst());
      for (var file : files.subList(1, files.size())) {
        if (!all.merge(PsbtFile.read(file))) {
          throw WalletException.failed("not of the same transaction: " + file);
        }
      }
      PsbtFile.show(session, all, out, "Combined " + files.size());
    }
  }

  @Command(name = "finalize", description = "Make the signatures those of a transaction.")
  static final class Finalize extends Verb {
    @Parameters(paramLabel = "PSBT")
    private String file = "";

    @Mixin private OutputFile out = new OutputFile();

    @Option(names = "--hex", description = "Show the transaction in hex, rather than the PSBT.")
    private boolean hex;

    @Override
    void run(Session session) throws WalletException {
      var psbt = PsbtFile.read(file);
      requireFinal(psbt);
      if (hex) {
        var transaction = WalletSigner.extract(psbt).orElseThrow();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("hex", transaction.serialized().toHex());
        fields.put("txid", transaction.txid().toString());
        session.show(fields, transaction.serialized().toHex());
      } else {
        PsbtFile.show(session, psbt, out, "All inputs are signed.");
      }
    }
  }

  private static void requireFinal(Psbt psbt) throws WalletException {
    if (!WalletSigner.finalizeInputs(psbt)) {
      throw WalletException.failed("more have to sign");
    }
  }

  @Command(name = "broadcast", description = "Finalize it, and send the transaction.")
  static final class Broadcast extends Verb {
    @Parameters(paramLabel = "PSBT")
    private String file = "";

    @Mixin private PaymentOptions options = new PaymentOptions();

    @Override
    void run(Session session) throws WalletException {
      var psbt = PsbtFile.read(file);
      requireFinal(psbt);
      var transaction = WalletSigner.extract(psbt).orElseThrow();
      requireSaneFee(psbt, transaction.virtualSize());
      session.synchronize();
      var broadcaster = new Broadcaster(session.wallet(), session.node());
      broadcaster.check(transaction);
      var fields = new LinkedHashMap<String, Object>();
      fields.put("txid", transaction.txid().toString());
      fields.put("sent", !options.dryRun);
      if (options.dryRun) {
        session.show(fields, "The node would take it; nothing was sent.");
        return;
      }
      if (!options.yes) {
        new Paying(session, options).confirm("Send " + transaction.txid() + "\n");
      }
      broadcaster.send(transaction, Optional.empty(), session.now().getEpochSecond());
      session.show(fields, "Sent " + transaction.txid());
    }

    private void requireSaneFee(Psbt psbt, int virtualSize) throws WalletException {
      long fee = 0;
      for (var spent : psbt.spentOutputs()) {
        if (spent.isEmpty()) {
          return;
        }
        fee += spent.get().value().sats();
      }
      for (var output : psbt.outputs()) {
        fee -= output.output().value().sats();
      }
      var rate = new FeeRate(fee, virtualSize);
      if (!options.allowHighFee
          && rate.compareTo(FeeRate.perKilobyte(FeeSource.ABSURD * 1000L)) > 0) {
        throw WalletException.failed(
            "a fee rate of %s can hardly be meant; --allow-high-fee lets it pass"
                .formatted(FeeSource.text(rate)));
      }
    }
  }
}
