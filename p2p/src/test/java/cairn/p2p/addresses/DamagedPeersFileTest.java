package cairn.p2p.addresses;

import static cairn.p2p.addresses.SampleAddresses.NOW;
import static cairn.p2p.addresses.SampleAddresses.peer;
import static cairn.p2p.addresses.SampleAddresses.routable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.files.UnreadableFileException;
import cairn.p2p.wire.Endpoint;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedPeersFileTest extends PeersFileOnDisk {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compatibility 0 | Corrupted addrman database: The compat value (0) is lower than the"
            + " expected minimum value 32.: iostream error",
        "truncated | AutoFile::read: end of file: iostream error",
        "magic | Invalid network magic number",
        "checksum | Checksum mismatch, data corrupted",
        "tried -1 | Corrupt AddrMan serialization: nTried=-1, should be in [0, 16384]: iostream"
            + " error",
        "tried 16385 | Corrupt AddrMan serialization: nTried=16385, should be in [0, 16384]:"
            + " iostream error",
        "new -1 | Corrupt AddrMan serialization: nNew=-1, should be in [0, 65536]: iostream error",
        "new 65537 | Corrupt AddrMan serialization: nNew=65537, should be in [0, 65536]: iostream"
            + " error",
        "key | Corrupt data. Consistency check failed with code -16: iostream error",
        "entries | AutoFile::read: end of file: iostream error",
      })
  void saysWhatIsWrongWithADamagedFile(String damage, String reason) throws Exception {
    var bytes =
        switch (damage) {
          case "compatibility 0" -> new PeersFileBytes().lowestCompatible(0).bytes();
          case "truncated" -> Bytes.wrap(new PeersFileBytes().bytes()).slice(0, 4177).toArray();
          case "magic" -> new PeersFileBytes().magic("0a03cf40").bytes();
          case "checksum" -> flipped(new PeersFileBytes().bytes());
          case "tried -1" -> new PeersFileBytes().tried(-1).bytes();
          case "tried 16385" -> new PeersFileBytes().tried(16_385).bytes();
          case "new -1" -> new PeersFileBytes().fresh(-1).bytes();
          case "new 65537" -> new PeersFileBytes().fresh(65_537).bytes();
          case "key" -> new PeersFileBytes().key(0).bytes();
          case "entries" -> new PeersFileBytes().fresh(65_536).bytes();
          default -> throw new IllegalArgumentException(damage);
        };
    Files.write(path, bytes);
    assertThatThrownBy(this::load)
        .isExactlyInstanceOf(UnreadableFileException.class)
        .hasMessage(
            "Invalid or corrupt peers.dat ("
                + reason
                + "). If you believe this is a bug, please report it to https://example.org/bugs."
                + " As a workaround, you can move the file (\""
                + path
                + "\") out of the way (rename, move, or delete) to have a new one created on the"
                + " next start.");
    assertThat(path).hasBinaryContent(bytes);
  }

  @Test
  void refusesWhatIsTriedAndHasNeverAnswered() throws Exception {
    Files.write(path, withTried("1.2.3.4:8333", 1000));
    assertThat(load().counts()).isEqualTo(new Counts(0, 1));
    Files.write(path, withTried("1.2.3.4:8333", 0));
    assertThatThrownBy(this::load).hasMessageContaining("failed with code -1:");
    Files.write(path, withTried("1.2.3.4:8333", -1));
    assertThatThrownBy(this::load).hasMessageContaining("failed with code -8:");
  }

  @Test
  void refusesTwoEntriesOfOneEndpoint() throws Exception {
    var out = new ByteWriter().uint8(4).uint8(36).bytes(Bytes.fromHex("07".repeat(32)));
    out.int32(1).int32(1).int32(1024 ^ (1 << 30));
    for (int i = 0; i < 2; i++) {
      StoredAddress.write(peer("1.2.3.4:8333"), out);
      peer("1.2.3.4:8333").endpoint().address().writeBip155(out);
      out.int64(1000).int32(0);
    }
    out.int32(1).int32(0).bytes(new byte[4 * 1023]).bytes(new byte[32]);
    Files.write(path, new PeersFileBytes().seal(out.toBytes()));
    assertThatThrownBy(this::load).hasMessageContaining("failed with code -5:");
  }

  private static byte[] withTried(String endpoint, long lastSuccess) {
    var out = new ByteWriter().uint8(4).uint8(36).bytes(Bytes.fromHex("07".repeat(32)));
    out.int32(0).int32(1).int32(1024 ^ (1 << 30));
    StoredAddress.write(peer(endpoint), out);
    peer(endpoint).endpoint().address().writeBip155(out);
    out.int64(lastSuccess).int32(0).bytes(new byte[4 * 1024]).bytes(new byte[32]);
    return new PeersFileBytes().seal(out.toBytes());
  }

  @Test
  void dropsAddressesThatNobodyCanHave() throws Exception {
    var out = new ByteWriter().uint8(4).uint8(36).bytes(Bytes.fromHex("07".repeat(32)));
    out.int32(0).int32(2).int32(1024 ^ (1 << 30));
    for (var text : List.of("0.0.0.0:1", "1.2.3.4:8333")) {
      StoredAddress.write(peer(text), out);
      peer(text).endpoint().address().writeBip155(out);
      out.int64(1).int32(0);
    }
    out.bytes(new byte[4 * 1024]).bytes(new byte[32]);
    Files.write(path, new PeersFileBytes().seal(out.toBytes()));
    assertThat(load().entries(Table.TRIED))
        .extracting(entry -> entry.address().endpoint().toString())
        .containsExactly("1.2.3.4:8333");
  }

  @Test
  void refusesAnAddressInAnEncodingThatItDoesNotKnow() throws Exception {
    var bytes = withTried("1.2.3.4:8333", 1000);
    bytes[4 + 2 + 32 + 12 + 3] = 0x40;
    Files.write(path, bytes);
    assertThatThrownBy(this::load)
        .hasMessageContaining("(Unsupported CAddress disk format version: iostream error)");
  }

  @Test
  void saysSoWhenAFileCannotBeRead() throws Exception {
    Files.createDirectory(path);
    assertThatThrownBy(this::load).isInstanceOf(UnreadableFileException.class);
  }

  private static byte[] flipped(byte[] bytes) {
    bytes[bytes.length - 1] ^= 1;
    return bytes;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void readsOrRefusesWhateverAFileHolds(long seed) throws Exception {
    var random = new Random(seed);
    var manager = new AddressManager(GROUPS, AddressManager.newKey(random), random, 0);
    for (int i = 0; i < 60; i++) {
      var endpoint = new Endpoint(routable(random), random.nextInt(0x10000));
      manager.add(List.of(peer(endpoint, i)), routable(random), Duration.ZERO, NOW);
      if (i % 3 == 0) {
        manager.good(endpoint, NOW);
      }
    }
    var whole = manager.encode();
    int read = 0;
    int refused = 0;
    for (int i = 0; i < 100; i++) {
      try {
        var damaged = new ByteReader(damaged(whole, random));
        var tables = AddressTablesCodec.decode(damaged, GROUPS, random);
        var survivor = new AddressManager(tables, random, 20);
        survivor.select(false, Set.of(), NOW);
        survivor.getAddr(0, 0, null, true, NOW);
        survivor.entries(Table.NEW).forEach(e -> survivor.good(e.address().endpoint(), NOW));
        assertThat(survivor.encode().length()).isPositive();
        read++;
      } catch (DecodeException | UnreadableFileException e) {
        refused++;
      }
    }
    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }

  /** Changes a few bytes, most of them where the entries are, or cuts some off. */
  private static Bytes damaged(Bytes whole, Random random) {
    var bytes = whole.toArray();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(random.nextInt(5) == 0 ? bytes.length : bytes.length - 4 * 1024);
      bytes[at] =
          (byte)
              (random.nextBoolean() ? random.nextInt(256) : bytes[at] ^ (1 << random.nextInt(8)));
    }
    return Bytes.wrap(bytes)
        .slice(0, random.nextInt(5) == 0 ? random.nextInt(bytes.length) : bytes.length);
  }
}
