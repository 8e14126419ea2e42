package cairn.primitives;

import java.util.List;

/** A block, as it stands on the wire. Immutable; parsed once, its hash and ids computed once. */
public final class Block {
  private final Bytes serialized;
  private final BlockHeader header;
  private final BlockHash hash;
  private final List<Transaction> transactions;

  private Block(
      Bytes serialized, BlockHeader header, BlockHash hash, List<Transaction> transactions) {
    this.serialized = serialized;
    this.header = header;
    this.hash = hash;
    this.transactions = transactions;
  }

  /** Puts a block together. */
  public static Block of(BlockHeader header, List<Transaction> transactions) {
    int size = BlockHeader.LENGTH + 9;
    for (var transaction : transactions) {
      size += transaction.totalSize();
    }
    var out = new ByteWriter(size);
    header.write(out);
    out.compactSize(transactions.size());
    for (var transaction : transactions) {
      out.bytes(transaction.serialized());
    }
    return new Block(out.toBytes(), header, header.hash(), List.copyOf(transactions));
  }

  /**
   * Reads a block, and nothing after it. Its transactions' scripts are windows onto {@code bytes}.
   * Where Core ignores what comes after a block (messages, block files, {@code submitblock}),
   * {@link #read} does.
   *
   * @throws DecodeException if {@code bytes} is anything else
   */
  public static Block decode(Bytes bytes) throws DecodeException {
    var in = new ByteReader(bytes);
    var block = read(in);
    in.expectEnd();
    return block;
  }

  /** Reads the next block of {@code in}, which stands after it then. */
  public static Block read(ByteReader in) throws DecodeException {
    int start = in.offset();
    var sha256 = new Sha256();
    var header = BlockHeader.read(in);
    var hash = sha256.update(in.since(start)).finishBlockHash();
    var transactions = new Transaction[in.count(Transaction.MIN_LENGTH)];
    for (int i = 0; i < transactions.length; i++) {
      transactions[i] = Transaction.read(in, sha256);
    }
    return new Block(in.since(start), header, hash, List.of(transactions));
  }

  public BlockHeader header() {
    return header;
  }

  public BlockHash hash() {
    return hash;
  }

  public List<Transaction> transactions() {
    return transactions;
  }

  /** The transactions' ids, in block order: the leaves of the tree that the header commits to. */
  public List<Txid> txids() {
    var txids = new Txid[transactions.size()];
    for (int i = 0; i < txids.length; i++) {
      txids[i] = transactions.get(i).txid();
    }
    return List.of(txids);
  }

  /** The bytes on the wire, witnesses included (BIP 144). */
  public Bytes serialized() {
    return serialized;
  }

  /** How many bytes it has with its witnesses. */
  public int totalSize() {
    return serialized.length();
  }

  /** How many bytes it has without its witnesses. */
  public int strippedSize() {
    int witnesses = 0;
    for (var transaction : transactions) {
      witnesses += transaction.totalSize() - transaction.strippedSize();
    }
    return totalSize() - witnesses;
  }

  /** In weight units (BIP 141): three times the stripped size plus the total size. */
  public int weight() {
    return strippedSize() * (Transaction.WITNESS_SCALE_FACTOR - 1) + totalSize();
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Block other && serialized.equals(other.serialized);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return hash.toString();
  }
}
