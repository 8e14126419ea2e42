package cairn.ledger.mempoolfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.ledger.mempoolfile.MempoolReader.FeeDelta;
import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MempoolReaderTest {
  private static final byte[] KEY = {1, 2, 3, 4, 5, 6, 7, 8};

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("mempool.dat");
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = MempoolReaderTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"core-v1.dat", "core-v2.dat"})
  void readsWhatBitcoinCoreHasWritten(String name) throws Exception {
    Files.write(file, resource(name));
    var entries = new ArrayList<String>();
    try (var in = new MempoolReader(file)) {
      for (long left = in.begin(); left > 0; left--) {
        var entry = in.transaction();
        var txid = entry.transaction().txid();
        entries.add("%s %d %d".formatted(txid, entry.time(), entry.feeDelta()));
      }
      assertThat(in.count()).isOne();
      assertThat(in.feeDelta())
          .isEqualTo(new FeeDelta(Txid.fromDisplay("ab".repeat(32)), 123_456_789));
      var unbroadcast = new ArrayList<Txid>();
      for (int left = in.count(); left > 0; left--) {
        unbroadcast.add(in.unbroadcast());
      }
      assertThat(unbroadcast).hasSize(entries.size());
      assertThat(in.offset()).isEqualTo(Files.size(file));
    }
    var expected = new String(resource("core-entries.txt"), StandardCharsets.US_ASCII).lines();
    assertThat(entries).containsExactlyInAnyOrderElementsOf(expected.toList());
  }

  @Test
  void writesEachByteAsBitcoinCoreDoes() throws Exception {
    for (var name : List.of("core-v1.dat", "core-v2.dat")) {
      var original = resource(name);
      Files.write(file, original);
      var copy = directory.resolve("copy");
      try (var in = new MempoolReader(file);
          var out = new MempoolWriter(copy)) {
        if (original[0] == FileVersion.PLAIN) {
          out.plain();
        } else {
          out.obfuscated(Bytes.wrap(original, Long.BYTES + 1, KEY.length).toArray());
        }
        copy(in, out);
      }
      assertThat(copy).hasBinaryContent(original);
    }
  }

  private static void copy(MempoolReader in, MempoolWriter out) throws Exception {
    long count = in.begin();
    out.transactions(count);
    for (long left = count; left > 0; left--) {
      var entry = in.transaction();
      out.transaction(entry.transaction(), entry.time(), entry.feeDelta());
    }
    int deltas = in.count();
    out.count(deltas);
    for (int left = deltas; left > 0; left--) {
      var delta = in.feeDelta();
      out.feeDelta(delta.txid(), delta.sats());
    }
    int unbroadcast = in.count();
    out.count(unbroadcast);
    for (int left = unbroadcast; left > 0; left--) {
      out.unbroadcast(in.unbroadcast());
    }
    out.finish();
  }

  /** More than the reader holds at a time. */
  @Test
  void readsLongFiles() throws Exception {
    int count = 60;
    var written = new ArrayList<Transaction>();
    try (var out = new MempoolWriter(file)) {
      out.obfuscated(KEY);
      out.transactions(count);
      for (int i = 0; i < count; i++) {
        written.add(large(i));
        out.transaction(written.getLast(), i, -i);
      }
      out.count(0);
      out.count(0);
      assertThat(out.finish()).isEqualTo(Files.size(file)).isGreaterThan(20_000_000);
    }
    try (var in = new MempoolReader(file)) {
      assertThat(in.begin()).isEqualTo(count);
      for (int i = 0; i < count; i++) {
        assertThat(in.transaction()).isEqualTo(new MempoolReader.Entry(written.get(i), i, -i));
      }
      assertThat(in.count()).isZero();
      assertThat(in.count()).isZero();
    }
  }

  private static Transaction large(int seed) {
    var script = new byte[400_000 - seed];
    script[seed] = 1;
    return Transaction.of(
        2,
        List.of(new TxIn(new OutPoint(Txid.ZERO, seed), Script.EMPTY, 0)),
        List.of(new TxOut(new Amount(seed), new Script(Bytes.wrap(script)))),
        0);
  }

  @Test
  void refusesWhatIsNoSuchFile() throws IOException {
    Files.write(file, new byte[] {3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    assertCannotBegin();
    Files.write(file, new byte[] {1, 0, 0});
    assertCannotBegin();
    Files.write(file, new byte[] {2, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0});
    assertCannotBegin();
    Files.write(file, new byte[0]);
    assertCannotBegin();
  }

  private void assertCannotBegin() throws IOException {
    try (var in = new MempoolReader(file)) {
      assertThatThrownBy(in::begin).isInstanceOf(DecodeException.class);
    }
  }

  @Test
  void refusesHalfAFile() throws Exception {
    var whole = resource("core-v1.dat");
    Files.write(file, Bytes.wrap(whole, 0, 200).toArray());
    try (var in = new MempoolReader(file)) {
      assertThat(in.begin()).isEqualTo(10);
      in.transaction();
      assertThatThrownBy(in::transaction).isInstanceOf(DecodeException.class);
    }
  }
}
