package cairn.p2p.fuzz;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.wire.MessageCodec;
import cairn.p2p.wire.Transactions;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The payloads that make the most of their bytes. */
class AllocationBoundTest {
  private static final int MAX_PAYLOAD = 400_000;

  /** What the payloads are made of, in hex; an empty transaction has no inputs or outputs. */
  private static final Map<String, String> PARTS =
      Map.of(
          "HASH", "11".repeat(32),
          "HEADER", "22".repeat(80),
          "IPV6", "20".repeat(16),
          "EMPTY_TX", "01000000" + "0000" + "00000000");

  /** What comes before a count, each element counted, what comes after; as many as fit. */
  @ParameterizedTest
  @CsvSource({
    "tx, 01000000 01 HASH 00000000 00 ffffffff, 0000000000000000 00, 00000000",
    "tx, 01000000, HASH 00000000 00 ffffffff, 00 00000000",
    "tx, 01000000 0001 01 HASH 00000000 00 ffffffff 00, 00, 00000000",
    "block, HEADER, EMPTY_TX, ''",
    "blocktxn, HASH, EMPTY_TX, ''",
    "cmpctblock, HEADER 0000000000000000 00, 00 EMPTY_TX, ''",
    "notfound, '', 01000000 HASH, ''",
    "getdata, '', 01000000 HASH, ''",
    "addrv2, '', 00000000 00 02 10 IPV6 0000, ''",
    "addrv2, '', 00000000 00 aa 00 0000, ''",
    "addr, '', 00000000 0000000000000000 IPV6 0000, ''",
    "headers, '', HEADER 00, ''",
    "getheaders, 00000000, HASH, HASH",
    "merkleblock, HEADER 00000000, HASH, 00",
    "getblocktxn, HASH, 00, ''",
    "cfheaders, 00 HASH HASH, HASH, ''",
    "cfcheckpt, 00 HASH, HASH, ''",
  })
  void aMessageTakesNoMoreThanItWarrants(
      String command, String before, String element, String after) {
    var each = bytes(element);
    for (int most : new int[] {1000, 65_536, MAX_PAYLOAD}) {
      int count = Math.min(most, (MAX_PAYLOAD - 300) / each.length());
      var out = new ByteWriter(MAX_PAYLOAD).bytes(bytes(before)).compactSize(count);
      for (int i = 0; i < count; i++) {
        out.bytes(each);
      }
      var payload = out.bytes(bytes(after)).toBytes();
      AllocationBound.check(payload.length(), () -> decode(command, payload));
      // and with much appended, for which it is read again
      var padded = payload.concat(Bytes.wrap(new byte[1000]));
      AllocationBound.check(padded.length(), () -> decode(command, padded));
    }
  }

  private static boolean decode(String command, Bytes payload) {
    try {
      MessageCodec.decode(command, payload);
      return true;
    } catch (DecodeException _) {
      return false;
    }
  }

  private static Bytes bytes(String parts) {
    return Bytes.fromHex(
        Stream.of(parts.split(" ")).map(part -> PARTS.getOrDefault(part, part)).collect(joining()));
  }

  @Test
  void tellsWhatTakesTooMuch() {
    assertThatThrownBy(() -> AllocationBound.check(10, () -> new byte[AllocationBound.SLACK + 500]))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() ->
            AllocationBound.check(
                10,
                () -> {
                  throw new IllegalStateException(
                      "took " + new byte[AllocationBound.SLACK + 500].length);
                }))
        .isInstanceOf(AssertionError.class);
    var block = Transactions.block(new SplittableRandom(1), 2);
    assertThat(AllocationBound.check(10, () -> block)).isSameAs(block);
  }
}
