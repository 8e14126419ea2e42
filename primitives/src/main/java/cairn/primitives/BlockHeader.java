package cairn.primitives;

/**
 * The 80 bytes that a block's proof of work covers.
 *
 * @param time seconds since 1970, 0 to 2^32 - 1
 * @param bits the target in compact form, 0 to 2^32 - 1
 * @param nonce 0 to 2^32 - 1
 */
public record BlockHeader(
    int version, BlockHash previous, MerkleRoot merkleRoot, long time, long bits, long nonce) {
  /** How many bytes a header has. */
  public static final int LENGTH = 80;

  /** Where the nonce stands in a serialized header. */
  public static final int NONCE_OFFSET = 76;

  /** The next 80 bytes of {@code in}. */
  public static BlockHeader read(ByteReader in) throws DecodeException {
    return new BlockHeader(
        in.int32(), BlockHash.read(in), MerkleRoot.read(in), in.uint32(), in.uint32(), in.uint32());
  }

  /**
   * Reads a header, and nothing after it.
   *
   * @throws DecodeException unless {@code bytes} are 80
   */
  public static BlockHeader decode(Bytes bytes) throws DecodeException {
    var in = new ByteReader(bytes);
    var header = read(in);
    in.expectEnd();
    return header;
  }

  public void write(ByteWriter out) {
    out.int32(version).hash(previous).hash(merkleRoot).uint32(time).uint32(bits).uint32(nonce);
  }

  public Bytes serialized() {
    var out = new ByteWriter(LENGTH);
    write(out);
    return out.toBytes();
  }

  /** Computes the block's name anew; keep it. */
  public BlockHash hash() {
    return new Sha256().update(serialized()).finishBlockHash();
  }

  /** The same header with this nonce. */
  public BlockHeader withNonce(long nonce) {
    return new BlockHeader(version, previous, merkleRoot, time, bits, nonce);
  }
}
