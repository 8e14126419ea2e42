package cairn.wallet.spend;

import cairn.primitives.Transaction;
import cairn.primitives.psbt.Psbt;
import cairn.primitives.psbt.PsbtInput;
import cairn.primitives.psbt.PsbtSigner;
import cairn.primitives.signing.SignatureData;
import cairn.primitives.signing.SigningProvider;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.keys.Secrets;
import cairn.wallet.store.Keychains.Place;
import cairn.wallet.store.StoredTx;
import java.util.Optional;

/** Fills in and signs what spends a wallet's coins, as a PSBT. */
public final class WalletSigner {
  private static final PsbtSigner SIGNER = new PsbtSigner(new TrustingVerifier());
  private static final PsbtSigner.Options PARTLY = new PsbtSigner.Options(Optional.empty(), false);

  private final Wallet wallet;

  public WalletSigner(Wallet wallet) {
    this.wallet = wallet;
  }

  /**
   * A PSBT of a draft, with all that is known of its inputs and outputs and no signatures.
   *
   * @param version 0 or 2
   */
  public Psbt psbt(Draft draft, int version) throws WalletException {
    var psbt = Psbt.of(draft.transaction(), version);
    fill(psbt);
    return psbt;
  }

  /** Adds what the wallet knows: coins, scripts, and where keys come from. */
  public void fill(Psbt psbt) throws WalletException {
    for (int i = 0; i < psbt.inputs().size(); i++) {
      var input = psbt.inputs().get(i);
      var coin = wallet.transactions().coin(input.outPoint());
      if (coin.isPresent()) {
        if (input.previousTransaction.isEmpty()) {
          input.previousTransaction =
              wallet.transactions().get(input.outPoint().txid()).map(StoredTx::transaction);
        }
        var script = coin.get().scriptPubKey();
        if (script.witnessProgram() != null) {
          input.witnessOutput = Optional.of(coin.get().output());
        }
      }
      var known = input.spentOutput();
      if (known.isPresent() && !input.isFinal()) {
        var place = wallet.keychains().find(known.get().scriptPubKey());
        SIGNER.sign(psbt, i, provider(place), PARTLY, false, new SignatureData());
      }
    }
    for (int i = 0; i < psbt.outputs().size(); i++) {
      var place = wallet.keychains().find(psbt.outputs().get(i).output().scriptPubKey());
      SIGNER.update(psbt, i, provider(place));
    }
  }

  private SigningProvider provider(Optional<Place> place) throws WalletException {
    return place.isEmpty()
        ? new SigningProvider()
        : wallet.keychains().get(place.get().keychain()).expand(place.get().position()).provider();
  }

  /**
   * Signs all that the secrets are for.
   *
   * @return how many inputs have signatures that they did not have before
   * @throws WalletException if none has, because they are to cover only parts of the transaction
   */
  public int sign(Psbt psbt, Secrets secrets) throws WalletException {
    fill(psbt);
    int signed = 0;
    boolean mismatch = false;
    for (int i = 0; i < psbt.inputs().size(); i++) {
      var input = psbt.inputs().get(i);
      if (input.isFinal() || input.spentOutput().isEmpty()) {
        continue;
      }
      int before = signatures(input);
      var place = wallet.keychains().find(input.spentOutput().get().scriptPubKey());
      var provider = new SigningProvider().addAll(provider(place));
      input.origins.forEach((key, origin) -> secrets.find(origin, key, provider));
      input.taprootOrigins.forEach((key, origin) -> secrets.find(origin.origin(), key, provider));
      secrets.addSingle(provider);
      var outcome = SIGNER.sign(psbt, i, provider, PARTLY, false, new SignatureData());
      mismatch |= outcome == PsbtSigner.Outcome.SIGHASH_MISMATCH;
      signed += signatures(input) > before ? 1 : 0;
    }
    if (signed == 0 && mismatch) {
      throw WalletException.failed(
          "this PSBT demands signatures that others could use for another transaction (sighash"
              + " type): this wallet makes none of those");
    }
    return signed;
  }

  /** How many signatures an input has. */
  public static int signatures(PsbtInput input) {
    return input.signatures.size()
        + input.taprootScriptSignatures.size()
        + (input.taprootKeySignature.isEmpty() ? 0 : 1);
  }

  /** Puts signatures together where there are enough; whether that is so for all inputs. */
  public static boolean finalizeInputs(Psbt psbt) {
    return SIGNER.finalizeInputs(psbt);
  }

  /** The whole transaction; empty if signatures are missing. */
  public static Optional<Transaction> extract(Psbt psbt) {
    return SIGNER.extract(psbt);
  }
}
