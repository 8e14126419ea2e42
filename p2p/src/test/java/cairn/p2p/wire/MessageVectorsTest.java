package cairn.p2p.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.p2p.wire.BloomMessage.MerkleBlock;
import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.p2p.wire.HandshakeMessage.Version;
import cairn.p2p.wire.Message.Unknown;
import cairn.primitives.ByteReader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Vectors;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Messages, proofs and addresses that others have written. */
class MessageVectorsTest {
  /** Magic, command, length and checksum. */
  private static final int FRAME_LENGTH = 24;

  /** What is no message any more. */
  private static final List<String> GONE = List.of("alert", "reject");

  @TestFactory
  Stream<DynamicNode> readsAndWritesMessages() {
    return Vectors.json(
        "net",
        "p2p_messages",
        file ->
            file.propertyStream()
                .flatMap(command ->
                    command
                        .getValue()
                        .propertyStream()
                        .map(message ->
                            dynamicTest(
                                command.getKey() + " " + message.getKey(),
                                () ->
                                    readsAndWrites(
                                        command.getKey(),
                                        Bytes.fromHex(message.getValue().asString())
                                            .slice(FRAME_LENGTH))))));
  }

  private static void readsAndWrites(String command, Bytes payload) throws DecodeException {
    var message = MessageCodec.decode(command, payload);
    if (GONE.contains(command)) {
      assertThat(message).isEqualTo(new Unknown(command, payload));
      return;
    }
    assertThat(message.command()).isEqualTo(command);
    if (message instanceof Version version) {
      // What it says of its sender's address is not kept, and relay may be left out.
      assertThat(MessageCodec.decode(command, MessageCodec.encode(version))).isEqualTo(version);
      assertThat(version.version()).isEqualTo(70_002);
      assertThat(version.receiver()).hasToString("186.136.134.220:60080");
      assertThat(version.userAgent()).isEqualTo("/Satoshi:0.9.1/");
      assertThat(version.startHeight()).isEqualTo(333_731);
      assertThat(version.relay()).isTrue();
      return;
    }
    var written = MessageCodec.encode(message);
    assertThat(withoutLocatorVersion(command, written))
        .isEqualTo(withoutLocatorVersion(command, payload));
    if (message instanceof BlockMessage(var block)) {
      assertThat(block.transactions()).isNotEmpty();
    }
  }

  /** Four bytes before a locator mean nothing. */
  private static Bytes withoutLocatorVersion(String command, Bytes payload) {
    boolean hasOne = command.equals("getblocks") || command.equals("getheaders");
    return payload.slice(hasOne ? 4 : 0);
  }

  @TestFactory
  Stream<DynamicNode> believesProofsOfTransactions() {
    return Vectors.json(
        "net",
        "txoutproofs_830000",
        file ->
            file.valueStream()
                .map(each -> dynamicTest(each.get("tx_indexes").toString(), () -> believes(each))));
  }

  private static void believes(JsonNode each) throws DecodeException {
    var proof = Bytes.fromHex(each.get("proof").asString());
    var in = new ByteReader(proof);
    var block = MerkleBlock.read(in);
    in.expectEnd();
    var matches = block.tree().extract().orElseThrow();
    assertThat(matches.root()).isEqualTo(block.header().merkleRoot());
    assertThat(matches.transactions().stream().map(PartialMerkleTree.Match::index).toList())
        .isEqualTo(each.get("tx_indexes").valueStream().map(JsonNode::asInt).toList());
    assertThat(MessageCodec.encode(block)).isEqualTo(proof);
  }

  @Test
  void believesAMerkleBlock() throws DecodeException {
    var payload = Vectors.bytes(Vectors.file("net/merkleblock_300025.raw"));
    var block = (MerkleBlock) MessageCodec.decode("merkleblock", payload);
    assertThat(block.tree().extract().orElseThrow().root()).isEqualTo(block.header().merkleRoot());
    assertThat(MessageCodec.encode(block)).isEqualTo(payload);
  }

  @TestFactory
  Stream<DynamicNode> readsSeedNodes() {
    return Vectors.each(
        "net",
        "seed_nodes_",
        ".txt",
        file ->
            Vectors.lines(file).stream()
                .map(line -> line.replaceAll("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .map(line -> dynamicTest(line, () -> readsEndpoint(line))));
  }

  private static void readsEndpoint(String line) {
    var endpoint = Endpoint.parse(line, 0).orElseThrow();
    assertThat(endpoint).hasToString(line);
    boolean cjdns =
        endpoint.address() instanceof NetworkAddress.Ipv6 ipv6 && ipv6.asCjdns().isPresent();
    assertThat(endpoint.address().isRoutable()).isEqualTo(!cjdns);
  }
}
