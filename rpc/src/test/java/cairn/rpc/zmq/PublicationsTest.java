package cairn.rpc.zmq;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import cairn.rpc.TestNode;
import cairn.rpc.json.Json;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

@Timeout(60)
class PublicationsTest {
  /** Pays to a script that is true. */
  private static final String ADDRESS =
      "bcrt1qft5p2uhsdcdc3l2ua4ap5qqfg4pjaqlp250x7us7a8qqhrxrxfsqseac85";

  private static final String ANYWHERE = "tcp://127.0.0.1:*";
  private static final int PATIENCE_MILLIS = 30_000;

  @TempDir private Path directory;
  private TestNode node;

  @BeforeEach
  void open() {
    node = new TestNode(directory);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private List<String> mine(int count) throws Exception {
    var hashes = node.call("generatetoaddress", "[%d, \"%s\"]".formatted(count, ADDRESS));
    return hashes.asArray().stream().map(Json::asString).toList();
  }

  /** The first transaction of the block at {@code height}. */
  private Transaction coinbase(int height) throws Exception {
    var block = Objects.requireNonNull(node.ledger.chain().at(height));
    return node.ledger.blocks().block(block).transactions().getFirst();
  }

  private static int port(Publications publications, String address) {
    return ((InetSocketAddress) at(publications, address)).getPort();
  }

  private static SocketAddress at(Publications publications, String address) {
    return Objects.requireNonNull(publications.addresses().get(address));
  }

  private static void awaitSubscriber(Publications publications, String address, Topic topic) {
    await().until(() -> publications.isWanted(address, topic));
  }

  @Test
  void tellsWhoeverSubscribesWithAnotherProgramsZmq() throws Exception {
    var publishers = new ArrayList<Publisher>();
    for (var topic : Topic.values()) {
      publishers.add(new Publisher(topic, ANYWHERE, 1000));
    }
    try (var publications = Publications.start(publishers, node.ledger);
        var context = new ZContext()) {
      var socket = context.createSocket(SocketType.SUB);
      socket.setReceiveTimeOut(PATIENCE_MILLIS);
      socket.connect("tcp://127.0.0.1:" + port(publications, ANYWHERE));
      socket.subscribe("");
      awaitSubscriber(publications, ANYWHERE, Topic.SEQUENCE);
      var hash = mine(1).getFirst();
      var block = node.call("getblock", "[\"%s\", 0]".formatted(hash)).asString();
      var coinbase = coinbase(1);
      var txid = coinbase.txid().display();
      var transaction = coinbase.serialized().toHex();
      assertThat(receive(socket)).containsExactly("hashtx", txid, "00000000");
      assertThat(receive(socket)).containsExactly("rawtx", transaction, "00000000");
      assertThat(receive(socket)).containsExactly("sequence", hash + "43", "00000000");
      assertThat(receive(socket)).containsExactly("hashblock", hash, "00000000");
      assertThat(receive(socket)).containsExactly("rawblock", block, "00000000");
      node.call("invalidateblock", "[\"%s\"]".formatted(hash));
      assertThat(receive(socket)).containsExactly("hashtx", txid, "01000000");
      assertThat(receive(socket)).containsExactly("rawtx", transaction, "01000000");
      assertThat(receive(socket)).containsExactly("sequence", hash + "44", "01000000");
    }
  }

  private static List<String> receive(ZMQ.Socket socket) {
    var parts = new ArrayList<String>();
    do {
      var part = Objects.requireNonNull(socket.recv(), "nothing has come");
      parts.add(parts.isEmpty() ? new String(part, US_ASCII) : Bytes.wrap(part).toHex());
    } while (socket.hasReceiveMore());
    return parts;
  }

  @Test
  void tellsOfTheMempool() throws Exception {
    mine(101);
    var publishers = List.of(new Publisher(Topic.SEQUENCE, ANYWHERE, 1000));
    try (var publications = Publications.start(publishers, node.ledger);
        var client = new Client(at(publications, ANYWHERE))) {
      client.subscribe("sequence");
      awaitSubscriber(publications, ANYWHERE, Topic.SEQUENCE);
      var coin = new OutPoint(coinbase(1).txid(), 0);
      var input = new TxIn(coin, Script.EMPTY, 0, Witness.of(Bytes.of(0x51)));
      var output =
          new TxOut(new Amount(4_999_000_000L), coinbase(1).outputs().getFirst().scriptPubKey());
      var payment = Transaction.of(2, List.of(input), List.of(output), 0);
      var txid = payment.txid().display();
      node.call("sendrawtransaction", "[\"%s\", 0]".formatted(payment.serialized().toHex()));
      assertThat(client.message())
          .containsExactly("sequence", txid + "41" + "0100000000000000", "00000000");
    }
  }

  @Test
  void forgetsMessagesForASlowSubscriberAndSaysSoByTheirNumbers() throws Exception {
    var publishers = List.of(new Publisher(Topic.HASHBLOCK, ANYWHERE, 2));
    try (var publications = Publications.start(publishers, node.ledger);
        var client = new Client(at(publications, ANYWHERE))) {
      client.subscribe("hash");
      awaitSubscriber(publications, ANYWHERE, Topic.HASHBLOCK);
      var huge = Bytes.wrap(new byte[8 << 20]);
      var topic = Topic.HASHBLOCK.bytes();
      publications.outlet(ANYWHERE).send(topic, Zmtp.message(topic, huge, -1));
      await().until(() -> publications.outlet(ANYWHERE).waiting() == 0); // it is on its way
      var hashes = mine(4);
      assertThat(client.message().get(2)).isEqualTo("ffffffff");
      assertThat(client.message()).containsExactly("hashblock", hashes.get(0), "00000000");
      assertThat(client.message()).containsExactly("hashblock", hashes.get(1), "01000000");
      var last = mine(1).getFirst();
      assertThat(client.message()).containsExactly("hashblock", last, "04000000");
    }
  }

  @Test
  void publishesInTheFileSystem() throws Exception {
    var path = directory.resolve("zmq");
    var address = "ipc://" + path;
    var publishers = List.of(new Publisher(Topic.HASHBLOCK, address, 1000));
    try (var left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      left.bind(UnixDomainSocketAddress.of(path)); // as by a node that was killed
    }
    try (var publications = Publications.start(publishers, node.ledger);
        var client = new Client(at(publications, address))) {
      client.subscribe("hashblock");
      awaitSubscriber(publications, address, Topic.HASHBLOCK);
      var hash = mine(1).getFirst();
      assertThat(client.message()).containsExactly("hashblock", hash, "00000000");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void leavesAFileAloneThatIsNoSocket() throws Exception {
    var path = Files.writeString(directory.resolve("precious"), "text");
    var publishers = List.of(new Publisher(Topic.HASHBLOCK, "ipc://" + path, 1000));
    try (var publications = Publications.start(publishers, node.ledger)) {
      assertThat(publications.active()).isEmpty();
    }
    assertThat(path).hasContent("text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo",
        "tcp://",
        "tcp://127.0.0.1",
        "tcp://127.0.0.1:",
        "tcp://127.0.0.1:0",
        "tcp://127.0.0.1:70000",
        "tcp://no-such-interface:1",
        "tcp://:1",
        "udp://127.0.0.1:1",
        "ipc://",
        "ipc:///no/such/directory/socket"
      })
  void publishesNothingIfOneAddressIsOfNoUse(String address) {
    var publishers =
        List.of(
            new Publisher(Topic.HASHBLOCK, ANYWHERE, 1000),
            new Publisher(Topic.RAWTX, address, 1000));
    try (var publications = Publications.start(publishers, node.ledger)) {
      assertThat(publications.active()).isEmpty();
      assertThat(publications.addresses()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://*:*", "tcp://[::1]:*", "tcp://localhost:*", "tcp://lo:*"})
  void listensWhereItIsTold(String address) {
    var publishers = List.of(new Publisher(Topic.HASHBLOCK, address, 1000));
    try (var publications = Publications.start(publishers, node.ledger)) {
      assertThat(publications.active()).isEqualTo(publishers);
    }
  }

  @Test
  void answersPings() throws Exception {
    var publishers = List.of(new Publisher(Topic.HASHBLOCK, ANYWHERE, 1000));
    try (var publications = Publications.start(publishers, node.ledger);
        var client = new Client(at(publications, ANYWHERE))) {
      client.sendFrame(4, "\4PING\0\0context");
      assertThat(client.frame()).isEqualTo("\4PONGcontext");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\5READY\13Socket-Type\0\0\0\4PULL",
        "\5READY\13Socket-Type\0\0\0\77SUB",
        "\5READY\13Socket-Type",
        "\5READY",
        "\77READY",
        "",
        "\4PING",
        "\5ERROR\0"
      })
  void leavesWhoDoesNotSubscribe(String command) throws Exception {
    var publishers = List.of(new Publisher(Topic.HASHBLOCK, ANYWHERE, 1000));
    try (var publications = Publications.start(publishers, node.ledger);
        var client = Client.greeting(at(publications, ANYWHERE))) {
      client.sendFrame(4, command);
      client.awaitEnd();
    }
  }

  @Test
  void leavesWhoSpeaksOtherwise() throws Exception {
    var publishers = List.of(new Publisher(Topic.HASHBLOCK, ANYWHERE, 1000));
    try (var publications = Publications.start(publishers, node.ledger)) {
      try (var client = new Client(at(publications, ANYWHERE), "GET / HTTP/1.1\r\n".repeat(4))) {
        client.skip(Zmtp.GREETING_LENGTH);
        client.awaitEnd();
      }
      try (var client = new Client(at(publications, ANYWHERE))) {
        client.sendBytes(new byte[] {6, 0x7f, 0, 0, 0, 0, 0, 0, 0});
        client.awaitEnd();
      }
      try (var client = new Client(at(publications, ANYWHERE))) {
        for (int i = 0; i <= 100; i++) {
          client.subscribe("topic" + i);
        }
        client.awaitEnd();
      }
    }
  }

  @Test
  void hasRoomForAHundredSubscribers() throws Exception {
    var publishers = List.of(new Publisher(Topic.HASHBLOCK, ANYWHERE, 1000));
    var clients = new ArrayList<Client>();
    try (var publications = Publications.start(publishers, node.ledger)) {
      for (int i = 0; i < Outlet.MAX_SUBSCRIBERS; i++) {
        clients.add(new Client(at(publications, ANYWHERE)));
      }
      try (var tooMany = new Client(at(publications, ANYWHERE), "")) {
        tooMany.awaitEnd();
      }
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
  }

  /** One who says what he is told to. */
  private static final class Client implements AutoCloseable {
    private final SocketChannel channel;

    /** Greets, and says that he is a subscriber. */
    Client(SocketAddress address) throws IOException {
      this(address, new String(Zmtp.greeting(), ISO_8859_1));
      skip(Zmtp.GREETING_LENGTH);
      sendFrame(4, "\5READY\13Socket-Type\0\0\0\3SUB");
      assertThat(frame()).startsWith("\5READY");
    }

    /** Only greets. */
    static Client greeting(SocketAddress address) throws IOException {
      var client = new Client(address, new String(Zmtp.greeting(), ISO_8859_1));
      client.skip(Zmtp.GREETING_LENGTH);
      assertThat(client.frame()).startsWith("\5READY");
      return client;
    }

    Client(SocketAddress address, String first) throws IOException {
      channel = SocketChannel.open(address);
      sendBytes(first.getBytes(ISO_8859_1));
    }

    void sendBytes(byte[] bytes) throws IOException {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }

    void sendFrame(int flags, String body) throws IOException {
      var bytes = body.getBytes(ISO_8859_1);
      sendBytes(
          ByteBuffer.allocate(2 + bytes.length)
              .put((byte) flags)
              .put((byte) bytes.length)
              .put(bytes)
              .array());
    }

    void subscribe(String topic) throws IOException {
      try {
        sendFrame(4, "\11SUBSCRIBE" + topic);
      } catch (IOException e) {
        awaitEnd(); // he was left before he had said all
      }
    }

    ByteBuffer skip(int count) throws IOException {
      var buffer = ByteBuffer.allocate(count);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw new EOFException();
        }
      }
      return buffer.flip();
    }

    private int flags;

    /** The next frame, a character for a byte. */
    String frame() throws IOException {
      flags = skip(1).get();
      int length =
          (flags & 2) == 0
              ? Byte.toUnsignedInt(skip(1).get())
              : (int) skip(8).order(ByteOrder.BIG_ENDIAN).getLong();
      return new String(skip(length).array(), ISO_8859_1);
    }

    /** The next message: its topic, and the rest in hex. */
    List<String> message() throws IOException {
      var parts = new ArrayList<String>();
      do {
        var frame = frame();
        var bytes = Bytes.wrap(frame.getBytes(ISO_8859_1));
        parts.add(parts.isEmpty() ? frame : bytes.toHex());
      } while ((flags & 1) != 0);
      return parts;
    }

    /** Waits for the other to close; a test that waits in vain has its timeout. */
    void awaitEnd() {
      var buffer = ByteBuffer.allocate(1 << 10);
      try {
        while (channel.read(buffer) >= 0) {
          buffer.clear();
        }
      } catch (IOException e) {
        // the other has not read all that was sent
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
