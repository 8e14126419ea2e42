package cairn.genesis;

import cairn.genesis.Fields.Word;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.Target;
import cairn.primitives.address.AddressFormat;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a network's JSON form, so that {@link NetworkReader} reads an equal network from it. */
final class NetworkWriter {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .defaultPrettyPrinter(prettyPrinter())
          .build();

  private NetworkWriter() {}

  /** The JSON form, indented, with a line feed at its end. */
  static String write(Network network) {
    var out = JSON.createObjectNode();
    out.put("name", network.name());
    out.put("dataDirectory", network.dataDirectory());
    out.put("testChain", network.testChain());
    write(network.genesis(), out.putObject("genesis"));
    write(network.consensus(), out.putObject("consensus"));
    write(network.peers(), out.putObject("peers"));
    out.put("rpcPort", network.rpcPort());
    write(network.addresses(), out.putObject("addresses"));
    if (!network.facts().equals(ChainFacts.NONE)) {
      write(network.facts(), out.putObject("facts"));
    }
    var defaults = network.defaults();
    out.putObject("defaults")
        .put("consistencyChecks", defaults.consistencyChecks())
        .put("mockableTime", defaults.mockableTime())
        .put("pruneAfterHeight", defaults.pruneAfterHeight());
    return JSON.writeValueAsString(out) + "\n";
  }

  private static void write(Block block, ObjectNode out) {
    var genesis = GenesisBlock.of(block);
    out.put("hash", block.hash().display())
        .put("merkleRoot", block.header().merkleRoot().display())
        .put("version", genesis.version())
        .put("time", genesis.time())
        .put("bits", uint32InHex(genesis.bits()))
        .put("nonce", genesis.nonce())
        .put("message", genesis.message())
        .put("scriptPubKey", genesis.scriptPubKey().bytes().toHex())
        .put("reward", genesis.reward().sats());
  }

  private static void write(ConsensusParameters consensus, ObjectNode out) {
    var proofOfWork = consensus.proofOfWork();
    out.putObject("proofOfWork")
        .put("limit", proofOfWork.limit().toString())
        .put("targetSpacing", proofOfWork.targetSpacing())
        .put("retargetPeriod", proofOfWork.retargetPeriod())
        .put("minDifficultyBlocks", proofOfWork.minDifficultyBlocks())
        .put("noRetargeting", proofOfWork.noRetargeting())
        .put("bip94", proofOfWork.bip94());
    out.put("subsidyHalvingInterval", consensus.subsidyHalvingInterval());
    write(consensus.buried(), out.putObject("buriedHeights"));
    var deployments = out.putArray("deployments");
    for (var deployment : consensus.deployments()) {
      write(deployment, deployments.addObject());
    }
    out.put("minBip9WarningHeight", consensus.minBip9WarningHeight());
    if (!consensus.exceptions().equals(RuleExceptions.NONE)) {
      write(consensus.exceptions(), out.putObject("exceptions"));
    }
    var challenge = consensus.signetChallenge();
    if (challenge != null) {
      out.put("signetChallenge", challenge.bytes().toHex());
    }
  }

  private static void write(BuriedHeights heights, ObjectNode out) {
    out.put("bip34", heights.bip34());
    var bip34Hash = heights.bip34Hash();
    if (bip34Hash != null) {
      out.put("bip34Hash", bip34Hash.display());
    }
    out.put("bip65", heights.bip65())
        .put("bip66", heights.bip66())
        .put("csv", heights.csv())
        .put("segwit", heights.segwit());
  }

  private static void write(Bip9Deployment deployment, ObjectNode out) {
    out.put("name", deployment.name()).put("bit", deployment.bit());
    put(out, "startTime", deployment.startTime(), ConsensusReader.ALWAYS, ConsensusReader.NEVER);
    put(out, "timeout", deployment.timeout(), ConsensusReader.NO_TIMEOUT);
    out.put("minActivationHeight", deployment.minActivationHeight())
        .put("period", deployment.period())
        .put("threshold", deployment.threshold());
  }

  private static void put(ObjectNode out, String name, long number, Word... words) {
    for (var word : words) {
      if (word.number() == number) {
        out.put(name, word.text());
        return;
      }
    }
    out.put(name, number);
  }

  private static void write(RuleExceptions exceptions, ObjectNode out) {
    var scriptRules = out.putObject("scriptRules");
    exceptions.scriptRules().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().display()))
        .forEach(entry -> {
          var rules = scriptRules.putArray(entry.getKey().display());
          entry.getValue().stream().sorted().forEach(rule -> rules.add(rule.name()));
        });
    write(exceptions.bip30Repeats(), out.putArray("bip30Repeats"));
    write(exceptions.bip30Overwritten(), out.putArray("bip30Overwritten"));
  }

  private static void write(List<BlockPoint> points, ArrayNode out) {
    for (var point : points) {
      write(point, out.addObject());
    }
  }

  private static ObjectNode write(BlockPoint point, ObjectNode out) {
    return out.put("height", point.height()).put("hash", point.hash().display());
  }

  private static void write(PeerParameters peers, ObjectNode out) {
    out.put("magic", peers.magic().toHex())
        .put("port", peers.port())
        .put("onionPort", peers.onionPort());
    peers.dnsSeeds().forEach(out.putArray("dnsSeeds")::add);
    if (!peers.fixedSeeds().isEmpty()) {
      peers.fixedSeeds().forEach(out.putArray("fixedSeeds")::add);
    }
    out.putObject("headersSync")
        .put("commitmentPeriod", peers.headersSync().commitmentPeriod())
        .put("redownloadBufferSize", peers.headersSync().redownloadBufferSize());
  }

  private static void write(AddressFormat addresses, ObjectNode out) {
    out.put("pubKeyPrefix", addresses.pubKeyPrefix())
        .put("scriptPrefix", addresses.scriptPrefix())
        .put("secretPrefix", addresses.secretPrefix())
        .put("xpubPrefix", uint32InHex(addresses.xpubPrefix()))
        .put("xprvPrefix", uint32InHex(addresses.xprvPrefix()))
        .put("hrp", addresses.hrp());
  }

  private static void write(ChainFacts facts, ObjectNode out) {
    out.put("minimumChainWork", Target.of(facts.minimumChainWork()).toString());
    var assumedValid = facts.assumedValid();
    if (assumedValid != null) {
      out.put("assumedValid", assumedValid.display());
    }
    var snapshots = out.putArray("snapshots");
    for (var snapshot : facts.snapshots()) {
      var coinsHash = BlockHash.fromWire(snapshot.coinsHash().toArray(), 0);
      write(snapshot.base(), snapshots.addObject())
          .put("coinsHash", coinsHash.display())
          .put("transactionCount", snapshot.transactionCount());
    }
    var transactions = facts.transactions();
    out.putObject("transactions")
        .put("time", transactions.time())
        .put("count", transactions.count())
        .put("perSecond", transactions.perSecond());
    out.put("assumedBlocksSize", facts.assumedBlocksSize())
        .put("assumedChainstateSize", facts.assumedChainstateSize());
  }

  private static String uint32InHex(long number) {
    return HexFormat.of().toHexDigits((int) number);
  }

  private static DefaultPrettyPrinter prettyPrinter() {
    var separators =
        Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    var indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(separators)
        .withArrayIndenter(indenter)
        .withObjectIndenter(indenter);
  }
}
