package cairn.interop;

import cairn.node.embedded.CairnNode;
import cairn.p2p.transport.Frame;
import cairn.p2p.transport.Transport;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.HandshakeMessage.Verack;
import cairn.p2p.wire.HandshakeMessage.Version;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.MessageCodec;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Block;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.MerkleTree;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Sha256;
import cairn.primitives.Target;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.address.Address;
import cairn.primitives.address.PrivateKey;
import cairn.primitives.crypto.SecretKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A network like the devnet, with a history that looks like one, for the page of one of its nodes:
 * blocks at intervals by chance, payments at many fee rates, and a side branch.
 */
final class PageNetwork implements AutoCloseable {
  private static final int BLOCKS = 150;
  private static final int MEAN_SECONDS = 10;

  /** About as long as it takes, as blocks come faster than they should. */
  private static final int SECONDS = 1200;

  private static final int MATURE_FROM = 110;
  private static final long REWARD_SATS = 5_000_000_000L;

  private final RandomGenerator random =
      RandomGeneratorFactory.of("L64X128MixRandom").create(20260101);

  private final PrivateKey key =
      new PrivateKey(
          SecretKey.of(Sha256.hash(Bytes.wrap("a page".getBytes(StandardCharsets.US_ASCII))))
              .orElseThrow(),
          true);

  private final Deque<String> coinbases = new ArrayDeque<>();
  private final cairn.node.embedded.Cairn settings;
  private CairnNode node;
  private final CairnNode other;
  private final int port;
  private final Address address = Address.WitnessPublicKeyHash.of(key.publicKey());

  /** Starts its two nodes; the page of one is at {@code port}. */
  PageNetwork(Path directory, int port, String... options) throws IOException {
    this.port = port;
    var network = networkFile(directory);
    settings =
        cairn.node.embedded.Cairn.on(network)
            .directory(Files.createDirectory(directory.resolve("node")))
            .options("-maxtipage=10000000000", "-webport=" + port)
            .options(options);
    node = settings.start();
    other = cairn.node.embedded.Cairn.on(network).options("-maxtipage=10000000000").start();
  }

  /** The devnet's description, but for its name, and that its time can be set. */
  private static String networkFile(Path directory) throws IOException {
    try (var in =
        Objects.requireNonNull(
            PageNetwork.class.getResourceAsStream("/cairn/genesis/devnet.json"))) {
      var text =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace("\"name\": \"devnet\"", "\"name\": \"cairn-page\"")
              .replace("\"mockableTime\": false", "\"mockableTime\": true");
      return Files.writeString(directory.resolve("network.json"), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CairnNode node() {
    return node;
  }

  boolean isMempoolEmpty() {
    return node.call("getrawmempool").asArray().isEmpty();
  }

  /** Stops the node whose page it is. */
  void stop() {
    node.close();
  }

  /** Starts it again. */
  void startAgain() {
    node = settings.start();
    node.connect(other);
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  String address() {
    return address.text(node.network().addresses());
  }

  /** Makes all of the history, up to now. */
  void live() {
    long time = Instant.now().getEpochSecond() - SECONDS;
    double easiest = difficulty();
    for (int i = 0; i < BLOCKS; i++) {
      // As blocks come: most soon, some late, and all sooner as miners become more.
      double mean = MEAN_SECONDS * difficulty() / easiest / (1 + i / 75.0);
      time += 1 + (long) (-Math.log(1 - random.nextDouble()) * mean);
      time = Math.min(time, Instant.now().getEpochSecond());
      node.call("setmocktime", time);
      for (int payments = i < MATURE_FROM ? 0 : random.nextInt(2); payments > 0; payments--) {
        pay(1 + random.nextLong(60));
      }
      coinbases.add(coinbase(mine()));
    }
    node.call("setmocktime", 0);
    fork();
    node.connect(other);
    other.awaitTip(node.tip());
  }

  /** Has the node find a block, however long that takes; returns its hash. */
  String mine() {
    return mine(node);
  }

  private String mine(CairnNode miner) {
    return miner
        .call("generatetoaddress", 1, address(), Integer.MAX_VALUE)
        .asArray()
        .getFirst()
        .asString();
  }

  private double difficulty() {
    return node.call("getdifficulty").asDouble();
  }

  private String coinbase(String block) {
    return node.call("getblock", block).asObject().find("tx").asArray().getFirst().asString();
  }

  /** The other node finds two blocks before it has heard of the last one, which so is left. */
  private void fork() {
    for (int height = 1; height < node.height(); height++) {
      give(node, other, height);
    }
    mine(other);
    mine(other);
    give(other, node, other.height() - 1);
    give(other, node, other.height());
    mine();
    mine();
  }

  private static void give(CairnNode from, CairnNode to, int height) {
    var block = from.call("getblock", from.call("getblockhash", height), 0);
    to.call("submitblock", block);
  }

  /** Pays out of the oldest coinbase, at about so many satoshis for a virtual byte. */
  String pay(long rate) {
    int payees = random.nextInt(1, 6);
    var outputs = new ArrayList<Map<String, String>>();
    long left = REWARD_SATS - rate * (110 + 31L * payees);
    for (int i = 0; i < payees; i++) {
      long part = random.nextLong(10_000_000, 900_000_000);
      left -= part;
      outputs.add(Map.of(stranger(), amount(part)));
    }
    outputs.add(Map.of(address(), amount(left)));
    return send(outputs);
  }

  /** Says something in an output that cannot be spent. */
  String say(String text) {
    var bytes = Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    return send(
        List.of(Map.of("data", bytes.toHex()), Map.of(address(), amount(REWARD_SATS - 10_000))));
  }

  private String send(List<?> outputs) {
    var raw =
        node.call(
            "createrawtransaction",
            List.of(Map.of("txid", coinbases.removeFirst(), "vout", 0)),
            outputs);
    var signed =
        node.call("signrawtransactionwithkey", raw, List.of(key.text(node.network().addresses())));
    return node.call("sendrawtransaction", signed.asObject().find("hex"), 0).asString();
  }

  private static String amount(long sats) {
    return "%d.%08d".formatted(sats / 100_000_000, sats % 100_000_000);
  }

  /** An address that nobody has the key of, another each time. */
  private String stranger() {
    var hash = new byte[20];
    random.nextBytes(hash);
    return new Address.WitnessPublicKeyHash(Bytes.wrap(hash)).text(node.network().addresses());
  }

  /** A block of the other node's, in whose coinbase its miner says something. */
  String mineSaying(String text) throws DecodeException {
    other.awaitTip(node.tip());
    var hex = other.call("generateblock", address(), List.of(), false).asObject().find("hex");
    var draft = Block.decode(Bytes.fromHex(hex.asString()));
    var first = draft.transactions().getFirst();
    var input = first.inputs().getFirst();
    var script =
        new Script(
            input
                .scriptSig()
                .bytes()
                .concat(
                    new ScriptBuilder()
                        .push(Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII)))
                        .build()
                        .bytes()));
    var coinbase =
        Transaction.of(
            first.version(),
            List.of(
                new TxIn(input.previousOutput(), script, input.sequence()).with(input.witness())),
            first.outputs(),
            first.lockTime());
    var found = mined(draft.header(), coinbase);
    node.submit(List.of(found));
    return found.hash().display();
  }

  /** Connects to the node as a program that goes by some name. */
  Socket connectAs(String userAgent) throws IOException {
    var version =
        new Version(
            70016,
            ServiceFlags.NONE,
            Instant.now().getEpochSecond(),
            ServiceFlags.NONE,
            Endpoint.UNSPECIFIED,
            1,
            userAgent,
            0,
            false);
    var socket = new Socket(InetAddress.getLoopbackAddress(), node.listen());
    socket.getOutputStream().write(message(version).concat(message(new Verack())).toArray());
    return socket;
  }

  private Bytes message(Message message) {
    return Transport.v1(node.network().peers().magic())
        .seal(new Frame(message.command(), MessageCodec.encode(message)))
        .stream()
        .reduce(Bytes.EMPTY, Bytes::concat);
  }

  /** With the nonce that makes it a block. */
  private static Block mined(BlockHeader draft, Transaction coinbase) {
    var root = MerkleTree.of(List.of(coinbase.txid())).root();
    var target = Target.fromCompact(draft.bits()).orElseThrow();
    long nonce = 0;
    BlockHeader header;
    do {
      header =
          new BlockHeader(
              draft.version(), draft.previous(), root, draft.time(), draft.bits(), nonce++);
    } while (!target.isMetBy(header.hash()));
    return Block.of(header, List.of(coinbase));
  }

  @Override
  public void close() {
    node.close();
    other.close();
  }
}
