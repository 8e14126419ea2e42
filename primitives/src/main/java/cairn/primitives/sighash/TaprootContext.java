package cairn.primitives.sighash;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Where in a Taproot input's witness a signature stands, which it covers too (BIP 341, BIP 342).
 *
 * @param annexHash of the annex, by {@link #hashAnnex}; null where there is none
 * @param leafHash of the script being executed; null for a spend by the output's own key
 * @param codeSeparator index of the last CODESEPARATOR executed, counted in opcodes from 0, or
 *     {@link #NO_CODE_SEPARATOR}; of no meaning without a script
 */
public record TaprootContext(
    @Nullable Bytes annexHash, @Nullable Bytes leafHash, int codeSeparator) {
  public static final int NO_CODE_SEPARATOR = -1;

  /** A signature by the output's own key, without an annex. */
  public static final TaprootContext KEY_PATH = keyPath(null);

  /** A signature by the output's own key. */
  public static TaprootContext keyPath(@Nullable Bytes annexHash) {
    return new TaprootContext(annexHash, null, NO_CODE_SEPARATOR);
  }

  /** SHA-256 of the annex with its length before it. */
  public static Bytes hashAnnex(Bytes annex) {
    var length = new ByteWriter(9).compactSize(annex.length());
    return new Sha256().update(length).update(annex).finish();
  }
}
