package cairn.genesis;

import cairn.genesis.ChainFacts.Snapshot;
import cairn.genesis.ChainFacts.TransactionCount;
import cairn.genesis.PeerParameters.HeadersSync;
import cairn.genesis.json.JsonException;
import cairn.genesis.json.JsonValues;
import cairn.primitives.Bytes;
import cairn.primitives.Target;
import cairn.primitives.address.AddressFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a network from its JSON form, which {@code docs/networks.md} describes. */
final class NetworkReader {
  static final String HRP = "1 to 18 characters from ! to ~, none of them in upper case";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

  /** What the main network's own directory has in it, where those of the other networks are. */
  private static final Set<String> TAKEN =
      Set.of("blocks", "chainstate", "chainstate_snapshot", "indexes", "wallets");

  private NetworkReader() {}

  /** Reads {@code json}. */
  static Network read(String json) throws NetworkFormatException {
    var network = readUnmined(json);
    var genesis = network.genesis();
    var target = Target.fromCompact(genesis.header().bits());
    if (!target.map(t -> t.isMetBy(genesis.hash())).orElse(false)) {
      throw new NetworkFormatException(
          "genesis.nonce", "the block's hash does not meet the target that bits gives");
    }
    return network;
  }

  /** Reads {@code json}, whether its genesis block has its proof of work or has yet to get it. */
  static Network readUnmined(String json) throws NetworkFormatException {
    try {
      return network(Fields.of(JsonValues.parse(json), ""));
    } catch (JsonException e) {
      throw new NetworkFormatException("", e.problem());
    }
  }

  private static Network network(Fields in) throws NetworkFormatException {
    var name =
        in.text("name", "a to z, 0 to 9, _ and -, a letter first, at most 32", NetworkReader::name);
    var dataDirectory =
        in.text("dataDirectory", "the name of a directory", NetworkReader::dataDirectory);
    boolean testChain = in.bool("testChain");
    var consensus = ConsensusReader.read(in.object("consensus"));
    var genesis = GenesisReader.read(in.object("genesis"), consensus.proofOfWork().limit());
    var peers = peers(in.object("peers"));
    int rpcPort = in.port("rpcPort");
    if (rpcPort == peers.port() || rpcPort == peers.onionPort()) {
      throw in.problem("rpcPort", "peers have " + rpcPort + " already");
    }
    var addresses = addresses(in.object("addresses"));
    var facts = in.has("facts") ? facts(in.object("facts")) : ChainFacts.NONE;
    var defaults = defaults(in.object("defaults"));
    in.end();
    return new Network(
        name,
        dataDirectory,
        testChain,
        genesis,
        consensus,
        peers,
        rpcPort,
        addresses,
        facts,
        defaults);
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("not a name");
    }
    return text;
  }

  private static String dataDirectory(String text) {
    if (TAKEN.contains(text)) {
      throw new IllegalArgumentException("the main network has such a directory");
    }
    return text.isEmpty() ? text : name(text);
  }

  private static PeerParameters peers(Fields in) throws NetworkFormatException {
    var magic = in.text("magic", "8 hex digits", NetworkReader::magic);
    int port = in.port("port");
    int onionPort = in.port("onionPort");
    if (onionPort == port) {
      throw in.problem("onionPort", "port is " + port + " already");
    }
    var dnsSeeds = in.texts("dnsSeeds", "a host name", NetworkReader::host);
    List<String> fixedSeeds =
        in.has("fixedSeeds")
            ? in.texts("fixedSeeds", "host:port", NetworkReader::hostAndPort)
            : List.of();
    var sync = in.object("headersSync");
    var headersSync =
        new HeadersSync(
            sync.number("commitmentPeriod", 1, Integer.MAX_VALUE),
            sync.number("redownloadBufferSize", 1, Integer.MAX_VALUE));
    sync.end();
    in.end();
    return new PeerParameters(magic, port, onionPort, dnsSeeds, fixedSeeds, headersSync);
  }

  private static Bytes magic(String text) {
    var magic = Bytes.fromHex(text);
    if (magic.length() != PeerParameters.MAGIC_LENGTH) {
      throw new IllegalArgumentException("not 4 bytes");
    }
    return magic;
  }

  private static String host(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("not a host name");
    }
    return text;
  }

  private static String hostAndPort(String text) {
    int colon = text.lastIndexOf(':');
    var host = host(text.substring(0, Math.max(colon, 0)));
    int port = Integer.parseInt(text.substring(colon + 1));
    // I2P has no ports, which is written as 0.
    if (port < (host.endsWith(".b32.i2p") ? 0 : 1) || port > 65_535) {
      throw new IllegalArgumentException("not a port");
    }
    return text;
  }

  private static AddressFormat addresses(Fields in) throws NetworkFormatException {
    int pubKeyPrefix = in.number("pubKeyPrefix", 0, 0xff);
    int scriptPrefix = in.number("scriptPrefix", 0, 0xff);
    if (scriptPrefix == pubKeyPrefix) {
      throw in.problem("scriptPrefix", "pubKeyPrefix is " + pubKeyPrefix + " already");
    }
    int secretPrefix = in.number("secretPrefix", 0, 0xff);
    int xpubPrefix = (int) in.uint32InHex("xpubPrefix");
    int xprvPrefix = (int) in.uint32InHex("xprvPrefix");
    if (xprvPrefix == xpubPrefix) {
      throw in.problem("xprvPrefix", "it is the xpubPrefix already");
    }
    var hrp = in.text("hrp", HRP, NetworkReader::hrp);
    in.end();
    return new AddressFormat(pubKeyPrefix, scriptPrefix, secretPrefix, xpubPrefix, xprvPrefix, hrp);
  }

  /** BIP 173 allows 83, but no address is longer than 90, and a witness program takes up to 71. */
  private static String hrp(String text) {
    boolean allowed = text.chars().allMatch(c -> c >= '!' && c <= '~' && !(c >= 'A' && c <= 'Z'));
    if (text.isEmpty() || text.length() > 18 || !allowed) {
      throw new IllegalArgumentException("not a human-readable part");
    }
    return text;
  }

  private static ChainFacts facts(Fields in) throws NetworkFormatException {
    var minimumChainWork = in.number256("minimumChainWork").toNumber();
    var assumedValid = in.optionalBlockHash("assumedValid");
    var snapshots = new ArrayList<Snapshot>();
    int above = -1;
    for (var fields : in.objects("snapshots")) {
      var snapshot = snapshot(fields);
      if (snapshot.base().height() <= above) {
        throw fields.problem("height", "not above that of the snapshot before it, " + above);
      }
      above = snapshot.base().height();
      snapshots.add(snapshot);
    }
    var count = in.object("transactions");
    var transactions =
        new TransactionCount(
            count.number("time", 0, Long.MAX_VALUE),
            count.number("count", 0, Long.MAX_VALUE),
            count.decimal("perSecond"));
    count.end();
    int blocksSize = in.number("assumedBlocksSize", 0, Integer.MAX_VALUE);
    int chainstateSize = in.number("assumedChainstateSize", 0, Integer.MAX_VALUE);
    in.end();
    return new ChainFacts(
        minimumChainWork, assumedValid, snapshots, transactions, blocksSize, chainstateSize);
  }

  private static Snapshot snapshot(Fields in) throws NetworkFormatException {
    var base = new BlockPoint(in.height("height"), in.blockHash("hash"));
    // Read as a block's name is: a digest that people write last byte first.
    var coinsHash = in.blockHash("coinsHash").bytes();
    long transactionCount = in.number("transactionCount", 0, Long.MAX_VALUE);
    in.end();
    return new Snapshot(base, coinsHash, transactionCount);
  }

  private static NodeDefaults defaults(Fields in) throws NetworkFormatException {
    var defaults =
        new NodeDefaults(
            in.bool("consistencyChecks"), in.bool("mockableTime"), in.height("pruneAfterHeight"));
    in.end();
    return defaults;
  }
}
