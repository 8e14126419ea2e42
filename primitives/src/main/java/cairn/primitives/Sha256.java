package cairn.primitives;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 of bytes fed in pieces, and the ways Bitcoin uses it. Each {@code finish} method leaves
 * the object as new, so one serves a whole block. Not thread-safe.
 *
 * <p>The JDK's provider computes it with the processor's own instructions where there are any.
 */
public final class Sha256 {
  /** Never fed anything: a copy of it is quicker to have than a new one from the provider. */
  private static final Sha256 NEW = new Sha256(provider());

  private final MessageDigest digest;
  private final byte[] result = new byte[Hash256.LENGTH];

  public Sha256() {
    this(NEW.copyOfDigest());
  }

  private Sha256(MessageDigest digest) {
    this.digest = digest;
  }

  /**
   * Ready for the tagged hash of BIP 340: SHA-256 of the tag's hash twice, then the message. Copy
   * it with {@link #fork} for each message; {@code finish} forgets the tag.
   */
  public static Sha256 tagged(String tag) {
    var prefix = hash(Bytes.wrap(tag.getBytes(StandardCharsets.UTF_8)));
    return new Sha256().update(prefix).update(prefix);
  }

  /** SHA-256 of {@code bytes}, once. */
  public static Bytes hash(Bytes bytes) {
    return new Sha256().update(bytes).finish();
  }

  /** SHA-256 of the SHA-256 of {@code bytes}. */
  public static Bytes doubleHash(Bytes bytes) {
    return new Sha256().update(bytes).finishTwice();
  }

  /** Another one that has been fed the same bytes. */
  public Sha256 fork() {
    return new Sha256(copyOfDigest());
  }

  public Sha256 update(Bytes bytes) {
    digest.update(bytes.backingArray(), bytes.backingOffset(), bytes.length());
    return this;
  }

  public Sha256 update(byte[] array, int from, int length) {
    digest.update(array, from, length);
    return this;
  }

  /** Feeds what {@code writer} holds. */
  public Sha256 update(ByteWriter writer) {
    digest.update(writer.backingArray(), 0, writer.length());
    return this;
  }

  /** The hash, in an array of its own. */
  public Bytes finish() {
    return Bytes.wrap(digest.digest());
  }

  /** The hash of the hash, in an array of its own. */
  public Bytes finishTwice() {
    return Bytes.wrap(twice().clone());
  }

  Txid finishTxid() {
    return Txid.fromWire(twice(), 0);
  }

  Wtxid finishWtxid() {
    return Wtxid.fromWire(twice(), 0);
  }

  BlockHash finishBlockHash() {
    return BlockHash.fromWire(twice(), 0);
  }

  /** Writes the hash of the hash to {@code target[at, at + 32)}. */
  void finishTwice(byte[] target, int at) {
    System.arraycopy(twice(), 0, target, at, Hash256.LENGTH);
  }

  private byte[] twice() {
    try {
      digest.digest(result, 0, Hash256.LENGTH);
      digest.update(result, 0, Hash256.LENGTH);
      digest.digest(result, 0, Hash256.LENGTH);
      return result;
    } catch (DigestException e) {
      throw new AssertionError("32 bytes hold a SHA-256", e);
    }
  }

  private MessageDigest copyOfDigest() {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the JDK's SHA-256 can be cloned", e);
    }
  }

  private static MessageDigest provider() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
