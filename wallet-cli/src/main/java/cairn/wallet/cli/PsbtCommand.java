package cairn.wallet.cli;

import cairn.primitives.Transaction;
import cairn.primitives.psbt.Psbt;
import cairn.wallet.WalletException;
import cairn.wallet.spend.Broadcaster;
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

    @Mixin private FeeChoice fee = new FeeChoice();

    @Mixin private FeeLimit limit = new FeeLimit();

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
      fee.check();
      var recipients = Recipients.parse(words, everything, session);
      var paying = new Paying(session, limit);
      var draft = SendCommand.draft(session, paying, fee, recipients, everything, coins);
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
      var summary = new PsbtSummary(session, PsbtFile.read(file));
      session.show(summary.fields(), summary.text());
    }
  }

  @Command(
      name = "sign",
      description = {"Add this wallet's signatures.", "What is signed is shown as 'show' does."})
  static final class Sign extends Verb {
    @Parameters(paramLabel = "PSBT")
    private String file = "";

    @Mixin private FeeLimit limit = new FeeLimit();

    @Mixin private OutputFile out = new OutputFile();

    @Override
    void run(Session session) throws WalletException {
      var psbt = PsbtFile.read(file);
      var signer = new WalletSigner(session.wallet());
      signer.fill(psbt);
      var before = new PsbtSummary(session, psbt);
      before.requireSaneFee(limit, unsigned(psbt).virtualSize());
      int signed = signer.sign(psbt, session.passwords().unseal(session.wallet()));
      if (signed == 0) {
        throw WalletException.failed("this wallet has no key for it, or has signed it before");
      }
      var note = new PsbtSummary(session, psbt).text();
      PsbtFile.show(
          session, psbt, out, "%s%nSigned %d of %d".formatted(note, signed, psbt.inputs().size()));
    }

    private static Transaction unsigned(Psbt psbt) throws WalletException {
      return psbt.unsigned()
          .orElseThrow(() -> WalletException.failed("the lock times of this PSBT cannot all hold"));
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
          throw WalletException.failed("not of the same transaction: " + PsbtFile.shortened(file));
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
      var transaction = finalized(psbt);
      if (hex) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("hex", transaction.serialized().toHex());
        fields.put("txid", transaction.txid().toString());
        session.show(fields, transaction.serialized().toHex());
      } else {
        PsbtFile.show(session, psbt, out, "All inputs are signed.");
      }
    }
  }

  /** Puts the signatures together; the whole transaction. */
  private static Transaction finalized(Psbt psbt) throws WalletException {
    return WalletSigner.extract(psbt)
        .orElseThrow(() -> WalletException.failed("more have to sign"));
  }

  @Command(name = "broadcast", description = "Finalize it, and send the transaction.")
  static final class Broadcast extends Verb {
    @Parameters(paramLabel = "PSBT")
    private String file = "";

    @Mixin private FeeLimit limit = new FeeLimit();

    @Mixin private Consent consent = new Consent();

    @Override
    void run(Session session) throws WalletException {
      var psbt = PsbtFile.read(file);
      var transaction = finalized(psbt);
      session.synchronize();
      var summary = new PsbtSummary(session, psbt);
      summary.requireSaneFee(limit, transaction.virtualSize());
      var broadcaster = new Broadcaster(session.wallet(), session.node(), limit.allowed);
      broadcaster.check(transaction);
      var fields = new LinkedHashMap<String, Object>();
      fields.put("txid", transaction.txid().toString());
      fields.put("sent", !consent.dryRun);
      var text = summary.text(transaction.virtualSize());
      if (consent.dryRun) {
        session.show(fields, text + "\nThe node would take it; nothing was sent.");
        return;
      }
      consent.require(session, text, "Send " + transaction.txid());
      broadcaster.send(transaction, Optional.empty(), session.now().getEpochSecond());
      session.show(fields, "Sent " + transaction.txid());
    }
  }
}
