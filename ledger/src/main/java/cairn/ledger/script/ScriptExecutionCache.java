package cairn.ledger.script;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import cairn.primitives.Wtxid;

/**
 * Remembers transactions all of whose inputs were verified, and by which rules. Thread-safe.
 *
 * <p>A transaction's hash commits to the outputs that it spends, amounts and scripts included, and
 * with its witness to everything that its scripts can see. So the verdict holds wherever it comes
 * up again, under the same rules.
 */
public final class ScriptExecutionCache {
  private final RecentHashes verified;
  private final Sha256 salted;

  /**
   * An empty cache.
   *
   * @param maxBytes the memory that it may take: 32 bytes a transaction, and a little
   * @param salt 32 bytes that nobody else knows
   */
  public ScriptExecutionCache(long maxBytes, Bytes salt) {
    verified = new RecentHashes(maxBytes);
    salted = Salt.withPurpose(salt, 'X');
  }

  /** Keeps that every input of the transaction obeys these rules. */
  public void add(Wtxid transaction, ScriptFlags flags) {
    verified.add(entry(transaction, flags));
  }

  public boolean contains(Wtxid transaction, ScriptFlags flags) {
    return verified.contains(entry(transaction, flags));
  }

  /** As {@link #contains}, for a block: what is found is not needed any longer. */
  public boolean release(Wtxid transaction, ScriptFlags flags) {
    return !verified.isEmpty() && verified.release(entry(transaction, flags));
  }

  private Bytes entry(Wtxid transaction, ScriptFlags flags) {
    return salted.fork().update(new ByteWriter(36).hash(transaction).int32(flags.bits())).finish();
  }
}
