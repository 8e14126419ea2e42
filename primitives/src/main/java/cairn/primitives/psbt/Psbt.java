package cairn.primitives.psbt;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.primitives.Witness;
import cairn.primitives.hd.ChildNumber;
import cairn.primitives.hd.KeyOrigin;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A partially signed transaction: the transaction without signatures, and what is known of its
 * inputs and outputs. Not thread-safe.
 */
public final class Psbt {
  /** The most bytes that a PSBT may have, as in Core. */
  public static final int MAX_LENGTH = 100_000_000;

  static final Bytes MAGIC = Bytes.of('p', 's', 'b', 't', 0xff);
  static final int XPUB_LENGTH = 78;
  private static final Comparator<KeyOrigin> ORIGINS =
      Comparator.comparing(KeyOrigin::fingerprint)
          .thenComparingInt((KeyOrigin origin) -> origin.path().steps().size())
          .thenComparing(origin -> origin.path().steps(), Psbt::compareSteps);

  /** By the public key, then the chain code. */
  static final Comparator<Bytes> XPUBS =
      Comparator.comparing((Bytes xpub) -> xpub.slice(45))
          .thenComparing(xpub -> xpub.slice(13, 45));

  final int version;
  int transactionVersion;
  OptionalLong fallbackLockTime = OptionalLong.empty();
  OptionalInt modifiable = OptionalInt.empty();
  final NavigableMap<KeyOrigin, NavigableSet<Bytes>> xpubs = new TreeMap<>(ORIGINS);
  final NavigableMap<Bytes, Bytes> unknown = new TreeMap<>();
  final NavigableMap<Bytes, Proprietary> proprietary = new TreeMap<>();
  final List<PsbtInput> inputs = new ArrayList<>();
  final List<PsbtOutput> outputs = new ArrayList<>();

  Psbt(int version) {
    this.version = version;
  }

  private static int compareSteps(List<ChildNumber> one, List<ChildNumber> other) {
    for (int i = 0; i < one.size(); i++) {
      int order = Integer.compareUnsigned(one.get(i).bits(), other.get(i).bits());
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /**
   * Begins with a transaction, of which no signatures are taken over.
   *
   * @param version 0 or 2
   */
  public static Psbt of(Transaction transaction, int version) {
    if (version != 0 && version != 2) {
      throw new IllegalArgumentException("version 0 or 2, not " + version);
    }
    var psbt = new Psbt(version);
    psbt.transactionVersion = transaction.version();
    psbt.fallbackLockTime = OptionalLong.of(transaction.lockTime());
    transaction.inputs().forEach(input -> psbt.inputs.add(new PsbtInput(input)));
    transaction.outputs().forEach(output -> psbt.outputs.add(new PsbtOutput(output)));
    return psbt;
  }

  /** 0 or 2. */
  public int version() {
    return version;
  }

  /** The version of the transaction. */
  public int transactionVersion() {
    return transactionVersion;
  }

  /** The lock time if no input demands one; not there in version 2 if it is not said. */
  public OptionalLong fallbackLockTime() {
    return fallbackLockTime;
  }

  /** The bits that say what may be changed, in version 2 (BIP 370). */
  public OptionalInt modifiable() {
    return modifiable;
  }

  /** Extended public keys in their serialization of 78 bytes, by where they come from. */
  public NavigableMap<KeyOrigin, NavigableSet<Bytes>> xpubs() {
    return xpubs;
  }

  public NavigableMap<Bytes, Bytes> unknown() {
    return unknown;
  }

  public NavigableMap<Bytes, Proprietary> proprietary() {
    return proprietary;
  }

  public List<PsbtInput> inputs() {
    return Collections.unmodifiableList(inputs);
  }

  public List<PsbtOutput> outputs() {
    return Collections.unmodifiableList(outputs);
  }

  /**
   * The lock time of the transaction (BIP 370).
   *
   * @return empty if the inputs demand what cannot be had together
   */
  public OptionalLong lockTime() {
    long time = 0;
    long height = 0;
    boolean canBeTime = true;
    boolean canBeHeight = true;
    if (version >= 2) {
      for (var input : inputs) {
        canBeHeight &= input.timeLock.isEmpty() || input.heightLock.isPresent();
        canBeTime &= input.heightLock.isEmpty() || input.timeLock.isPresent();
        time = Math.max(time, input.timeLock.orElse(0));
        height = Math.max(height, input.heightLock.orElse(0));
      }
    }
    if (!canBeTime && !canBeHeight) {
      return OptionalLong.empty();
    }
    if (canBeHeight && height > 0) {
      return OptionalLong.of(height);
    }
    return canBeTime && time > 0
        ? OptionalLong.of(time)
        : OptionalLong.of(fallbackLockTime.orElse(0));
  }

  /** The transaction without signatures; empty if it can have no lock time. */
  public Optional<Transaction> unsigned() {
    return lockTime().stream().mapToObj(this::withLockTime).findFirst();
  }

  private Transaction withLockTime(long lockTime) {
    return Transaction.of(
        transactionVersion,
        inputs.stream()
            .map(input ->
                new TxIn(
                    input.outPoint(), Script.EMPTY, input.sequence.orElse(TxIn.SEQUENCE_FINAL)))
            .toList(),
        outputs.stream().map(PsbtOutput::output).toList(),
        lockTime);
  }

  /** The transaction with the signatures of those of the inputs that are finalized. */
  public Optional<Transaction> withFinalScripts() {
    return unsigned()
        .map(transaction -> {
          var all = new ArrayList<TxIn>();
          for (int i = 0; i < inputs.size(); i++) {
            var input = inputs.get(i);
            all.add(
                transaction.inputs().get(i).with(input.finalScriptSig).with(input.finalWitness));
          }
          return Transaction.of(
              transaction.version(), all, transaction.outputs(), transaction.lockTime());
        });
  }

  /** The outputs that are spent, as far as they are known. */
  public List<Optional<TxOut>> spentOutputs() {
    return inputs.stream().map(PsbtInput::spentOutput).toList();
  }

  /** What PSBTs of one transaction have in common; sequences do not count in version 2. */
  private Optional<Txid> id() {
    return unsigned()
        .map(transaction ->
            version < 2
                ? transaction.txid()
                : Transaction.of(
                        transaction.version(),
                        transaction.inputs().stream()
                            .map(input -> new TxIn(input.previousOutput(), input.scriptSig(), 0))
                            .toList(),
                        transaction.outputs(),
                        transaction.lockTime())
                    .txid());
  }

  /**
   * Adds what {@code other} knows of the same transaction.
   *
   * @return false if it is of another one, or of another version
   */
  public boolean merge(Psbt other) {
    var id = id();
    if (id.isEmpty() || !id.equals(other.id()) || version != other.version) {
      return false;
    }
    for (int i = 0; i < inputs.size(); i++) {
      inputs.get(i).merge(other.inputs.get(i));
    }
    for (int i = 0; i < outputs.size(); i++) {
      outputs.get(i).merge(other.outputs.get(i));
    }
    addGlobals(other);
    other.proprietary.forEach(proprietary::putIfAbsent);
    if (fallbackLockTime.isEmpty()) {
      fallbackLockTime = other.fallbackLockTime;
    }
    if (modifiable.isPresent() || other.modifiable.isPresent()) {
      int mine = modifiable.orElse(0);
      int theirs = other.modifiable.orElse(0);
      modifiable = OptionalInt.of((mine & theirs) | ((mine | theirs) & 4));
    }
    return true;
  }

  void addGlobals(Psbt other) {
    other.xpubs.forEach(
        (origin, keys) -> xpubs.computeIfAbsent(origin, _ -> new TreeSet<>(XPUBS)).addAll(keys));
    other.unknown.forEach(unknown::putIfAbsent);
  }

  /**
   * Joins PSBTs of different transactions into one, its inputs and outputs in any order.
   *
   * @param all of version 0
   * @return null if an input is in several of them, which {@code repeated} is then given
   */
  public static @Nullable Psbt join(
      List<Psbt> all, RandomGenerator random, List<PsbtInput> repeated) {
    var joined = new Psbt(0);
    joined.transactionVersion = 1;
    long lockTime = TxIn.SEQUENCE_FINAL;
    for (var psbt : all) {
      if (Integer.compareUnsigned(psbt.transactionVersion, joined.transactionVersion) > 0) {
        joined.transactionVersion = psbt.transactionVersion;
      }
      lockTime = Math.min(lockTime, psbt.fallbackLockTime.orElse(0));
      for (var input : psbt.inputs) {
        if (joined.inputs.stream().anyMatch(known -> known.outPoint().equals(input.outPoint()))) {
          repeated.add(input);
          return null;
        }
        // Signatures cover all inputs, and so are worth nothing any more.
        input.signatures.clear();
        input.finalScriptSig = Script.EMPTY;
        input.finalWitness = Witness.EMPTY;
        joined.inputs.add(input);
      }
      joined.outputs.addAll(psbt.outputs);
      psbt.unknown.forEach(joined.unknown::putIfAbsent);
    }
    joined.fallbackLockTime = OptionalLong.of(lockTime);
    var shuffler = random instanceof Random r ? r : Random.from(random);
    Collections.shuffle(joined.inputs, shuffler);
    Collections.shuffle(joined.outputs, shuffler);
    return joined;
  }

  /**
   * Reads a PSBT in base 64.
   *
   * @throws PsbtException if {@code text} is anything else; the message is Core's
   */
  public static Psbt parse(String text) throws PsbtException {
    // Core takes only the form with all of its padding.
    if (text.length() % 4 != 0) {
      throw new PsbtException("invalid base64");
    }
    try {
      return decode(Bytes.wrap(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      throw new PsbtException("invalid base64");
    }
  }

  /**
   * Reads a PSBT and nothing after it.
   *
   * @throws PsbtException if {@code bytes} are anything else; the message is Core's
   */
  public static Psbt decode(Bytes bytes) throws PsbtException {
    if (bytes.length() > MAX_LENGTH) {
      throw new PsbtException("PSBT is larger than " + MAX_LENGTH + " bytes");
    }
    var in = new ByteReader(bytes);
    try {
      var psbt = PsbtDecoder.decode(in);
      if (in.remaining() > 0) {
        throw new PsbtException("extra data after PSBT");
      }
      return psbt;
    } catch (DecodeException e) {
      throw FieldReader.failure(inCoresWords(e));
    }
  }

  private static String inCoresWords(DecodeException failure) {
    return failure.isEndOfData() ? "SpanReader::read(): end of data" : failure.reason();
  }

  /** The bytes, which {@link #decode} reads. */
  public Bytes encode() {
    var out = new ByteWriter(256).bytes(MAGIC);
    var fields = new FieldWriter(out);
    if (version < 2) {
      fields.field(0x00, withLockTime(fallbackLockTime.orElse(0)).serializedWithoutWitness());
    }
    xpubs.forEach(
        (origin, keys) -> keys.forEach(key -> fields.field(0x01, key, FieldWriter.bytes(origin))));
    if (version >= 2) {
      fields.uint32(0x02, transactionVersion);
      fallbackLockTime.ifPresent(time -> fields.uint32(0x03, time));
      fields.field(0x04, new ByteWriter(9).compactSize(inputs.size()).toBytes());
      fields.field(0x05, new ByteWriter(9).compactSize(outputs.size()).toBytes());
      modifiable.ifPresent(bits -> fields.field(0x06, Bytes.of(bits)));
      fields.uint32(0xfb, version);
    }
    fields.proprietary(proprietary).unknown(unknown).end();
    inputs.forEach(input -> input.write(out, version));
    outputs.forEach(output -> output.write(out, version));
    return out.toBytes();
  }

  /** The bytes in base 64. */
  public String text() {
    return Base64.getEncoder().encodeToString(encode().toArray());
  }
}
