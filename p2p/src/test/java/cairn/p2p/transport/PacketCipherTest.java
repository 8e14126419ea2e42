package cairn.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import cairn.primitives.Vectors;
import cairn.primitives.Vectors.Row;
import cairn.primitives.crypto.SecretKey;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PacketCipherTest {
  private static final Bytes MAIN = Bytes.fromHex("f9beb4d9");

  @TestFactory
  Stream<DynamicNode> derivesKeysAndSealsPacketsAsBip324Says() {
    return Vectors.csv(
        "bips",
        "bip324_packet_encoding",
        row ->
            dynamicTest(
                "packet " + row.get("in_idx") + " of " + row.get("in_ellswift_ours"),
                () -> agreesWith(row)));
  }

  private static void agreesWith(Row row) throws BrokenTransportException {
    boolean initiating = row.get("in_initiating").equals("1");
    var keys = keys(row, initiating);
    assertThat(keys.initiatorLength()).isEqualTo(row.bytes("mid_initiator_l"));
    assertThat(keys.initiatorPacket()).isEqualTo(row.bytes("mid_initiator_p"));
    assertThat(keys.responderLength()).isEqualTo(row.bytes("mid_responder_l"));
    assertThat(keys.responderPacket()).isEqualTo(row.bytes("mid_responder_p"));
    assertThat(keys.terminator(initiating)).isEqualTo(row.bytes("mid_send_garbage_terminator"));
    assertThat(keys.terminator(!initiating)).isEqualTo(row.bytes("mid_recv_garbage_terminator"));
    assertThat(keys.sessionId()).isEqualTo(row.bytes("out_session_id"));

    var ours = new PacketCipher(keys, initiating);
    var theirs = new PacketCipher(keys, !initiating);
    for (int i = 0; i < Integer.parseInt(row.get("in_idx")); i++) {
      pass(ours, theirs, Bytes.EMPTY, Bytes.EMPTY, true);
    }
    var contents = repeated(row.bytes("in_contents"), Integer.parseInt(row.get("in_multiply")));
    boolean decoy = row.get("in_ignore").equals("1");
    var packet = pass(ours, theirs, contents, row.bytes("in_aad"), decoy);
    if (!row.get("out_ciphertext").isEmpty()) {
      assertThat(packet).isEqualTo(row.bytes("out_ciphertext"));
    } else {
      var end = row.bytes("out_ciphertext_endswith");
      assertThat(packet.slice(packet.length() - end.length())).isEqualTo(end);
    }
  }

  private static SessionKeys keys(Row row, boolean initiating) {
    var secret = new SecretKey(row.bytes("in_priv_ours"));
    var handshake = new V2Handshake(secret, row.bytes("in_ellswift_ours"), Bytes.EMPTY);
    var shared = handshake.agree(row.bytes("in_ellswift_theirs"), initiating);
    return SessionKeys.derive(MAIN, shared);
  }

  /** Seals a packet, sees that the other end reads the same from it, and returns it. */
  private static Bytes pass(
      PacketCipher from, PacketCipher to, Bytes contents, Bytes associated, boolean decoy)
      throws BrokenTransportException {
    var packet = seal(from, contents, associated, decoy);
    assertThat(to.contentsLength(packet.slice(0, 3))).isEqualTo(contents.length());
    var opened = to.open(packet.slice(3).toArray(), associated);
    assertThat(opened.contents()).isEqualTo(contents);
    assertThat(opened.decoy()).isEqualTo(decoy);
    return packet;
  }

  private static Bytes seal(PacketCipher cipher, Bytes contents, Bytes associated, boolean decoy) {
    var packet = new byte[PacketCipher.EXPANSION + contents.length()];
    contents.copyTo(packet, PacketCipher.CONTENTS_AT);
    return cipher.seal(packet, associated, decoy);
  }

  private static Bytes repeated(Bytes bytes, int times) {
    var all = new ByteWriter(bytes.length() * times);
    for (int i = 0; i < times; i++) {
      all.bytes(bytes);
    }
    return all.toBytes();
  }

  @Test
  void opensPacketsOfEveryLengthAcrossSeveralRekeyings() throws BrokenTransportException {
    var keys = SessionKeys.derive(MAIN, Sha256.hash(Bytes.of(1)));
    var ours = new PacketCipher(keys, true);
    var theirs = new PacketCipher(keys, false);
    for (int i = 0; i < 5 * FsChaCha20.REKEY_INTERVAL; i++) {
      pass(ours, theirs, Bytes.wrap(new byte[i]), Bytes.of(i), i % 2 == 0);
      pass(theirs, ours, Bytes.wrap(new byte[3 * i]), Bytes.EMPTY, i % 3 == 0);
    }
  }

  @Test
  void doesNotOpenAPacketThatWasChangedAnywhere() {
    var keys = SessionKeys.derive(MAIN, Sha256.hash(Bytes.of(1)));
    var contents = Bytes.of(1, 2, 3, 4, 5);
    int length = PacketCipher.restLength(contents.length());
    for (int at = 0; at < length; at++) {
      var packet = seal(new PacketCipher(keys, true), contents, Bytes.EMPTY, false);
      var rest = packet.slice(3).toArray();
      rest[at] ^= 1;
      var theirs = new PacketCipher(keys, false);
      assertThatThrownBy(() -> theirs.open(rest, Bytes.EMPTY))
          .isInstanceOf(BrokenTransportException.class)
          .hasMessage("V2 transport error: packet decryption failure (5 bytes)");
    }
  }

  @Test
  void doesNotOpenAPacketThatVouchesForOtherGarbage() {
    var keys = SessionKeys.derive(MAIN, Sha256.hash(Bytes.of(1)));
    var packet = seal(new PacketCipher(keys, true), Bytes.EMPTY, Bytes.of(1, 2, 3), false);
    var theirs = new PacketCipher(keys, false);
    assertThatThrownBy(() -> theirs.open(packet.slice(3).toArray(), Bytes.of(1, 2)))
        .isInstanceOf(BrokenTransportException.class);
  }
}
