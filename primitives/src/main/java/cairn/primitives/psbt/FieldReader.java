package cairn.primitives.psbt;

import cairn.primitives.ByteReader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Transaction;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.hd.ChildNumber;
import cairn.primitives.hd.KeyOrigin;
import cairn.primitives.hd.KeyPath;
import cairn.primitives.signing.KeyInLeaf;
import cairn.primitives.signing.TaprootKeyOrigin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the fields of one map of a PSBT, each a key and a value.
 *
 * <p>After {@link #next} the key has been read and its value is next. What goes wrong is a {@link
 * DecodeException} with Core's text.
 */
final class FieldReader {
  private static final int PROPRIETARY = 0xfc;

  private final ByteReader in;
  private final String map;
  private final Set<Bytes> seen = new HashSet<>();
  private Bytes key = Bytes.EMPTY;

  /**
   * Begins with a map.
   *
   * @param map what complaints call it
   */
  FieldReader(ByteReader in, String map) {
    this.in = in;
    this.map = map;
  }

  /** Goes to the next field; false at the end of the map. */
  boolean next() throws DecodeException, PsbtException {
    if (in.remaining() == 0) {
      var article = map.equals("global") ? "the " : "an ";
      throw failure("Separator is missing at the end of " + article + map + " map");
    }
    key = in.sizedBytes();
    if (key.isEmpty()) {
      return false;
    }
    if (!seen.add(key)) {
      throw failure("Duplicate Key, " + map + " key \"" + key + "\" already provided");
    }
    return true;
  }

  static PsbtException failure(String message) {
    return new PsbtException(message + ": iostream error");
  }

  /** The type of the field, or a number that no type has. */
  int type() throws DecodeException {
    long type = new ByteReader(key).compactSizeUnbounded();
    return type >= 0 && type <= PROPRIETARY ? (int) type : Integer.MAX_VALUE;
  }

  /** The whole key. */
  Bytes key() {
    return key;
  }

  /** What is in the key besides the type. */
  Bytes keyData() {
    return key.slice(1);
  }

  /** Demands a length of the key. */
  void expectKeyLength(String name, int length) throws PsbtException {
    if (key.length() != length) {
      throw failure("Size of key was not %d for the type %s".formatted(length, name));
    }
  }

  /** The value, whatever it is. */
  Bytes value() throws DecodeException {
    return in.sizedBytes();
  }

  /** A value of this length. */
  Bytes value(int length) throws DecodeException, PsbtException {
    int stated = in.compactSize();
    var value = in.bytes(length);
    if (stated != length) {
      throw failure("Size of value was not the stated size");
    }
    return value;
  }

  /** A value of this length that means that there is none if it is zero. */
  Bytes valueUnlessZero(int length) throws DecodeException, PsbtException {
    return unlessZero(value(length));
  }

  static Bytes unlessZero(Bytes value) {
    return value.equals(Bytes.wrap(new byte[value.length()])) ? Bytes.EMPTY : value;
  }

  int int32() throws DecodeException, PsbtException {
    return new ByteReader(value(4)).int32();
  }

  long uint32() throws DecodeException, PsbtException {
    return new ByteReader(value(4)).uint32();
  }

  /** A count. */
  long count() throws DecodeException, PsbtException {
    var value = new ByteReader(value());
    long count = value.compactSizeUnbounded();
    if (value.remaining() > 0) {
      throw failure("Size of value was not the stated size");
    }
    return count;
  }

  /** A transaction with or without witness. */
  Transaction transaction() throws DecodeException, PsbtException {
    int stated = in.compactSize();
    int from = in.offset();
    var transaction = Transaction.read(in);
    if (in.offset() - from != stated) {
      throw failure("Size of value was not the stated size");
    }
    return transaction;
  }

  /** A transaction that has no witness, nor the bytes that say so. */
  Transaction plainTransaction() throws DecodeException, PsbtException {
    var value = value();
    try {
      return Transaction.decodeWithoutWitness(value);
    } catch (DecodeException e) {
      throw failure("Size of value was not the stated size");
    }
  }

  /** The public key of 33 or 65 bytes in the key. */
  Bytes publicKey(String type) throws PsbtException {
    if (key.length() != 34 && key.length() != 66) {
      throw failure("Size of key was not the expected size for the type " + type);
    }
    if (!Secp256k1.instance().isPublicKey(keyData())) {
      throw failure("Invalid pubkey");
    }
    return keyData();
  }

  KeyOrigin origin() throws DecodeException, PsbtException {
    return origin(value());
  }

  private static KeyOrigin origin(Bytes value) throws DecodeException, PsbtException {
    if (value.isEmpty() || value.length() % 4 != 0) {
      throw failure("Invalid length for HD key path");
    }
    var reader = new ByteReader(value);
    var fingerprint = reader.bytes(4);
    var steps = new ArrayList<ChildNumber>();
    while (reader.remaining() > 0) {
      steps.add(new ChildNumber(reader.int32()));
    }
    return new KeyOrigin(fingerprint, new KeyPath(steps));
  }

  /** Where a Taproot key comes from. */
  TaprootKeyOrigin taprootOrigin(String side) throws DecodeException, PsbtException {
    var value = value();
    var reader = new ByteReader(value);
    var hashes = new TreeSet<Bytes>();
    try {
      int count = reader.count(32);
      for (int i = 0; i < count; i++) {
        hashes.add(reader.bytes(32));
      }
    } catch (DecodeException e) {
      throw failure(side + " Taproot BIP32 keypath has an invalid length");
    }
    return new TaprootKeyOrigin(hashes, origin(value.slice(reader.offset())));
  }

  /** The keys that the aggregate key in the key is made of. */
  void participants(String side, Map<Bytes, List<Bytes>> all)
      throws DecodeException, PsbtException {
    expectKeyLength(side + " MuSig2 Participants Pubkeys", 34);
    requireKey(keyData(), side + " musig2 aggregate pubkey");
    var value = value();
    var keys = new ArrayList<Bytes>();
    for (int at = 0; at + 33 <= value.length(); at += 33) {
      keys.add(value.slice(at, at + 33));
      requireKey(keys.getLast(), side + " musig2 participant pubkey");
    }
    if (value.length() % 33 != 0) {
      throw failure(side + " musig2 participants pubkeys value size is not a multiple of 33");
    }
    all.putIfAbsent(keyData(), keys);
  }

  private static void requireKey(Bytes key, String name) throws PsbtException {
    if (!Secp256k1.instance().isPublicKey(key)) {
      throw failure(name + " is invalid");
    }
  }

  /** By the aggregate key and the leaf that it signs for, what each participant has made. */
  void ofParticipant(String name, int length, Map<KeyInLeaf, NavigableMap<Bytes, Bytes>> all)
      throws DecodeException, PsbtException {
    if (key.length() != 67 && key.length() != 99) {
      throw failure("Input " + name + " key is not expected size of 67 or 99 bytes");
    }
    var participant = keyData().slice(0, 33);
    var aggregate = keyData().slice(33, 66);
    requireKey(aggregate, "musig2 aggregate pubkey");
    requireKey(participant, "musig2 participant pubkey");
    var leafHash = unlessZero(keyData().slice(66));
    var value = value();
    if (value.length() != length) {
      throw failure(
          name.endsWith("nonce")
              ? "Input musig2 pubnonce value is not 66 bytes"
              : "Size of value was not the stated size");
    }
    all.computeIfAbsent(new KeyInLeaf(aggregate, leafHash), _ -> new TreeMap<>())
        .putIfAbsent(participant, value);
  }

  /** A field that is not known, or that one program has for itself. */
  void other(Map<Bytes, Bytes> unknown, Map<Bytes, Proprietary> proprietary)
      throws DecodeException {
    if (type() == PROPRIETARY) {
      var reader = new ByteReader(keyData());
      var identifier = reader.sizedBytes();
      long subtype = reader.compactSizeUnbounded();
      proprietary.put(key, new Proprietary(identifier, subtype, key, value()));
    } else {
      unknown.put(key, value());
    }
  }
}
