package cairn.p2p.addresses;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Sha256;

/** Writes a {@code peers.dat} without entries, with one thing or another wrong. */
final class PeersFileBytes {
  private Bytes magic = Bytes.fromHex("fabfb5da");
  private int lowestCompatible = 36;
  private int key = 1;
  private int fresh;
  private int tried;

  PeersFileBytes magic(String hex) {
    magic = Bytes.fromHex(hex);
    return this;
  }

  PeersFileBytes lowestCompatible(int value) {
    lowestCompatible = value;
    return this;
  }

  PeersFileBytes key(int value) {
    key = value;
    return this;
  }

  PeersFileBytes fresh(int count) {
    fresh = count;
    return this;
  }

  PeersFileBytes tried(int count) {
    tried = count;
    return this;
  }

  byte[] bytes() {
    var out = new ByteWriter().uint8(1).uint8(lowestCompatible);
    out.uint8(key).bytes(new byte[31]).int32(fresh).int32(tried).int32(1024 ^ (1 << 30));
    return seal(out.bytes(new byte[4 * 1024]).toBytes());
  }

  byte[] seal(Bytes content) {
    var all = magic.concat(content);
    return all.concat(Sha256.doubleHash(all)).toArray();
  }
}
