package cairn.ledger.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.primitives.Bytes;
import cairn.primitives.Wtxid;
import org.junit.jupiter.api.Test;

class CachesTest {
  private static final long ROOM = 1 << 20;
  private static final Bytes SALT = Bytes.wrap(new byte[32]);
  private static final Bytes HASH = Bytes.wrap(new byte[32]);
  private static final Bytes KEY = Bytes.of(2, 3);
  private static final Bytes RIGHT = Bytes.of(1);
  private static final Bytes WRONG = Bytes.of(0);

  private final CountingVerifier curve = new CountingVerifier();
  private final SignatureCache cache = new SignatureCache(ROOM, SALT);
  private final SignatureVerifier keeping = cache.keeping(curve);
  private final SignatureVerifier releasing = cache.releasing(curve);

  /** Finds signatures right that are one byte 1. */
  private static final class CountingVerifier implements SignatureVerifier {
    int count;

    @Override
    public boolean verifyEcdsa(Bytes publicKey, Bytes hash, Bytes signature) {
      count++;
      return signature.equals(RIGHT);
    }

    @Override
    public boolean verifySchnorr(Bytes publicKey, Bytes hash, Bytes signature) {
      return verifyEcdsa(publicKey, hash, signature);
    }
  }

  @Test
  void verifiesARightSignatureOnce() {
    assertThat(keeping.verifyEcdsa(KEY, HASH, RIGHT)).isTrue();
    assertThat(keeping.verifyEcdsa(KEY, HASH, RIGHT)).isTrue();
    assertThat(releasing.verifyEcdsa(KEY, HASH, RIGHT)).isTrue();
    assertThat(curve.count).isEqualTo(1);
  }

  @Test
  void verifiesAWrongSignatureEachTime() {
    assertThat(keeping.verifySchnorr(KEY, HASH, WRONG)).isFalse();
    assertThat(keeping.verifySchnorr(KEY, HASH, WRONG)).isFalse();
    assertThat(curve.count).isEqualTo(2);
  }

  @Test
  void keepsNothingOfWhatOnlyABlockHas() {
    assertThat(releasing.verifySchnorr(KEY, HASH, RIGHT)).isTrue();
    assertThat(releasing.verifySchnorr(KEY, HASH, RIGHT)).isTrue();
    assertThat(curve.count).isEqualTo(2);
  }

  @Test
  void tellsSignaturesApart() {
    keeping.verifyEcdsa(KEY, HASH, RIGHT);
    keeping.verifySchnorr(KEY, HASH, RIGHT); // the same bytes by another algorithm
    keeping.verifyEcdsa(Bytes.of(2), HASH, Bytes.of(3, 1)); // the same bytes, split elsewhere
    keeping.verifyEcdsa(KEY, Bytes.wrap(new byte[31]), RIGHT);
    assertThat(curve.count).isEqualTo(4);
  }

  @Test
  void remembersTransactionsByTheRulesTheyWereVerifiedWith() {
    var executions = new ScriptExecutionCache(ROOM, SALT);
    var transaction = new Wtxid(1, 2, 3, 4);
    executions.add(transaction, ScriptFlags.MANDATORY);

    assertThat(executions.contains(transaction, ScriptFlags.MANDATORY)).isTrue();
    assertThat(executions.contains(transaction, ScriptFlags.STANDARD)).isFalse();
    assertThat(executions.contains(new Wtxid(1, 2, 3, 5), ScriptFlags.MANDATORY)).isFalse();
    assertThat(executions.release(transaction, ScriptFlags.MANDATORY)).isTrue();
    assertThat(executions.release(transaction, ScriptFlags.MANDATORY)).isTrue();
  }

  @Test
  void refusesASaltThatIsTooShort() {
    assertThatThrownBy(() -> new SignatureCache(ROOM, Bytes.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
