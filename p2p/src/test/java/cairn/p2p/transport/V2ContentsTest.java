package cairn.p2p.transport;

import static cairn.p2p.transport.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class V2ContentsTest {
  @ParameterizedTest
  @CsvSource({
    "1, addr",
    "2, block",
    "3, blocktxn",
    "4, cmpctblock",
    "5, feefilter",
    "6, filteradd",
    "7, filterclear",
    "8, filterload",
    "9, getblocks",
    "10, getblocktxn",
    "11, getdata",
    "12, getheaders",
    "13, headers",
    "14, inv",
    "15, mempool",
    "16, merkleblock",
    "17, notfound",
    "18, ping",
    "19, pong",
    "20, sendcmpct",
    "21, tx",
    "22, getcfilters",
    "23, cfilter",
    "24, getcfheaders",
    "25, cfheaders",
    "26, getcfcheckpt",
    "27, cfcheckpt",
    "28, addrv2",
    "37, feature"
  })
  void givesTheMostUsedCommandsOneByte(int shortId, String command) {
    var frame = frame(command, 0xaa, 0xbb);
    assertThat(write(frame)).isEqualTo(Bytes.of(shortId, 0xaa, 0xbb));
    assertThat(V2Contents.read(write(frame))).contains(frame);
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "verack", "sendaddrv2", "wtxidrelay", "twelvebytes!", "a b"})
  void writesOtherCommandsOut(String command) {
    var frame = frame(command, 0xaa, 0xbb);
    var bytes = write(frame);
    assertThat(bytes.length()).isEqualTo(1 + 12 + 2);
    var text = new String(bytes.slice(1, 13).toArray(), StandardCharsets.US_ASCII);
    assertThat(text).isEqualTo(command + "\0".repeat(12 - command.length()));
    assertThat(V2Contents.read(bytes)).contains(frame);
  }

  @Test
  void readsACommandThatHasAShortIdAlsoWhenWrittenOut() {
    assertThat(V2Contents.read(longForm("ping"))).contains(frame("ping"));
  }

  @ParameterizedTest
  @ValueSource(ints = {29, 30, 31, 32, 33, 34, 35, 36})
  void readsShortIdsWithoutAMeaningAsANamelessMessage(int shortId) {
    assertThat(V2Contents.read(Bytes.of(shortId, 1))).contains(frame("", 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {38, 99, 255})
  void refusesUnknownShortIds(int shortId) {
    assertThat(V2Contents.read(Bytes.of(shortId, 1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"p\1ng", "p\u0080ng", "ping\0x"})
  void refusesInvalidCommands(String command) {
    assertThat(V2Contents.read(longForm(command))).isEmpty();
  }

  @Test
  void refusesContentsWithoutAWholeCommand() {
    assertThat(V2Contents.read(Bytes.EMPTY)).isEmpty();
    assertThat(V2Contents.read(longForm("ping").slice(0, 12))).isEmpty();
  }

  @Test
  void readsTheLargestContentsUnderAShortId() {
    var contents = new byte[V2Contents.MAX_LENGTH];
    contents[0] = 2;
    assertThat(V2Contents.read(Bytes.wrap(contents)))
        .hasValueSatisfying(
            frame -> assertThat(frame.payload().length()).isEqualTo(Frame.MAX_PAYLOAD + 12));
  }

  private static Bytes write(Frame frame) {
    var bytes = new byte[V2Contents.length(frame)];
    V2Contents.write(frame, bytes, 0);
    return Bytes.wrap(bytes);
  }

  private static Bytes longForm(String command) {
    var bytes = new byte[13];
    for (int i = 0; i < command.length(); i++) {
      bytes[1 + i] = (byte) command.charAt(i);
    }
    return Bytes.wrap(bytes);
  }
}
