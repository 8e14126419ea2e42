package cairn.rpc.signing;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.policy.VirtualSize;
import cairn.ledger.rules.SigOpCost;
import cairn.ledger.script.ScriptFlags;
import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.FeeRate;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.psbt.Psbt;
import cairn.primitives.psbt.PsbtSigner.Options;
import cairn.primitives.psbt.PsbtSigner.Outcome;
import cairn.primitives.signing.SignatureData;
import cairn.primitives.signing.SigningProvider;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code analyzepsbt}: what a PSBT still needs. */
public final class AnalyzePsbt implements RpcMethod {
  /** Who is to work on it next, in their order. */
  private enum Role {
    CREATOR,
    UPDATER,
    SIGNER,
    FINALIZER,
    EXTRACTOR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final int bytesPerSigOp;

  /**
   * Prepares to analyze.
   *
   * @param bytesPerSigOp what a signature operation counts for as a size
   */
  public AnalyzePsbt(int bytesPerSigOp) {
    this.bytesPerSigOp = bytesPerSigOp;
  }

  @Override
  public String name() {
    return "analyzepsbt";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Tells what a PSBT and its inputs still need.")
        .takes(Psbts.argument())
        .gives(
            Result.object(
                "",
                optional("inputs", Result.array("", inputSpec())),
                optional("estimated_vsize", Result.number("The virtual size it is going to have")),
                optional(
                    "estimated_feerate",
                    Result.amount("The fee rate it is going to have, BTC/kvB")),
                optional("fee", Result.amount("The fee")),
                field("next", Result.string("Who is to work on it next")),
                optional("error", Result.string("What is wrong with it"))))
        .cliExample("\"psbt\"")
        .build();
  }

  private static Result inputSpec() {
    return Result.object(
        "",
        field("has_utxo", Result.bool("Whether it is known what is spent")),
        field("is_final", Result.bool("Whether it is finalized")),
        optional(
            "missing",
            Result.object(
                "What is missing",
                optional("pubkeys", Result.array("", Result.hex("the hash160 of a key"))),
                optional("signatures", Result.array("", Result.hex("the hash160 of a key"))),
                optional("redeemscript", Result.hex("The hash160 of a script")),
                optional("witnessscript", Result.hex("The SHA-256 of a script")))),
        optional("next", Result.string("Who is to work on it next")));
  }

  @Override
  public Json call(Call call) throws RpcException {
    return new Analysis(Psbts.parse(call.text("psbt")), bytesPerSigOp).json();
  }

  /** Looks at one PSBT. */
  private static final class Analysis {
    private final Psbt psbt;
    private final int bytesPerSigOp;
    private final List<Json> inputs = new ArrayList<>();
    private Role next = Role.EXTRACTOR;
    private long spent;
    private boolean allKnown = true;

    Analysis(Psbt psbt, int bytesPerSigOp) {
      this.psbt = psbt;
      this.bytesPerSigOp = bytesPerSigOp;
    }

    Json json() {
      if (psbt.unsigned().isEmpty()) {
        return error("PSBT cannot be made into a valid transaction");
      }
      for (int i = 0; i < psbt.inputs().size(); i++) {
        var error = analyze(i);
        if (error.isPresent()) {
          return error(error.get());
        }
      }
      var json = Json.object();
      if (!inputs.isEmpty()) {
        json.put("inputs", new Json.Arr(inputs));
      }
      if (allKnown) {
        long paid = 0;
        for (var output : psbt.outputs()) {
          long sats = output.output().value().sats();
          if (!Amount.inRange(sats) || !Amount.inRange(paid + sats)) {
            return error("PSBT is not valid. Output amount invalid");
          }
          paid += sats;
        }
        putFee(json, spent - paid);
      }
      return json.put("next", next.toString()).build();
    }

    private static Json error(String message) {
      return Json.object().put("next", Role.CREATOR.toString()).put("error", message).build();
    }

    private Optional<String> analyze(int index) {
      var input = psbt.inputs().get(index);
      var output = input.spentOutput();
      if (output.isPresent()) {
        long sats = output.get().value().sats();
        if (!Amount.inRange(sats) || !Amount.inRange(spent + sats)) {
          return Optional.of("PSBT is not valid. Input " + index + " has invalid value");
        }
        spent += sats;
        if (output.get().scriptPubKey().isUnspendable()) {
          return Optional.of("PSBT is not valid. Input " + index + " spends unspendable output");
        }
      }
      allKnown &= output.isPresent();
      inputs.add(describe(index, output));
      return Optional.empty();
    }

    private Json describe(int index, Optional<TxOut> output) {
      boolean isFinal = Verifier.SIGNER.isSignedAndValid(psbt, index);
      var missing = new SignatureData();
      var role = Role.EXTRACTOR;
      if (!isFinal) {
        var outcome =
            Verifier.SIGNER.sign(psbt, index, new SigningProvider(), Options.USUAL, false, missing);
        boolean onlySignatures =
            missing.missingKeys.isEmpty()
                && missing.missingRedeemScript.isEmpty()
                && missing.missingWitnessScript.isEmpty()
                && !missing.missingSignatures.isEmpty();
        role = outcome == Outcome.OK ? Role.FINALIZER : onlySignatures ? Role.SIGNER : Role.UPDATER;
      }
      next = role.compareTo(next) < 0 ? role : next;
      var json =
          Json.object()
              .put("has_utxo", output.isPresent())
              .put("is_final", isFinal)
              .put("next", role.toString());
      var what = Json.object();
      putAll(what, "pubkeys", missing.missingKeys);
      put(what, "redeemscript", missing.missingRedeemScript);
      put(what, "witnessscript", missing.missingWitnessScript);
      putAll(what, "signatures", missing.missingSignatures);
      var built = what.build();
      if (role != Role.FINALIZER && built instanceof Json.Obj(var members) && !members.isEmpty()) {
        json.put("missing", built);
      }
      return json.build();
    }

    private static void putAll(JsonObjectBuilder json, String name, List<Bytes> hashes) {
      if (!hashes.isEmpty()) {
        json.put(name, PsbtJson.hexes(hashes));
      }
    }

    private static void put(JsonObjectBuilder json, String name, Bytes hash) {
      if (!hash.isEmpty()) {
        json.put(name, hash);
      }
    }

    private void putFee(JsonObjectBuilder json, long fee) {
      estimatedSize()
          .ifPresent(size -> {
            json.put("estimated_vsize", size);
            var rate = new FeeRate(fee, size).satsPerKilobyte();
            json.put("estimated_feerate", new Amount(rate));
          });
      json.put("fee", new Amount(fee));
    }

    /** The size with all signatures; empty if nobody can tell. */
    private Optional<Long> estimatedSize() {
      var coins = new ArrayList<TxOut>();
      for (int i = 0; i < psbt.inputs().size(); i++) {
        var outcome =
            Verifier.SIGNER.sign(
                psbt, i, new SigningProvider(), Options.USUAL, true, new SignatureData());
        var output = psbt.inputs().get(i).spentOutput();
        if (outcome != Outcome.OK || output.isEmpty()) {
          return Optional.empty();
        }
        coins.add(output.get());
      }
      return psbt.withFinalScripts().map(transaction -> size(transaction, coins));
    }

    private long size(Transaction transaction, List<TxOut> coins) {
      return VirtualSize.of(
          transaction, SigOpCost.of(transaction, coins, ScriptFlags.STANDARD), bytesPerSigOp);
    }
  }
}
