package cairn.genesis;

import cairn.genesis.Fields.Word;
import cairn.primitives.BlockHash;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the numbers in a network's rules from their part of the JSON form. */
final class ConsensusReader {
  static final Word ALWAYS = new Word("always", Bip9Deployment.ALWAYS_ACTIVE);
  static final Word NEVER = new Word("never", Bip9Deployment.NEVER_ACTIVE);
  static final Word NO_TIMEOUT = new Word("none", Bip9Deployment.NO_TIMEOUT);

  private static final String SCRIPT_RULE = "one of " + EnumSet.allOf(ScriptRule.class);

  private ConsensusReader() {}

  static ConsensusParameters read(Fields in) throws NetworkFormatException {
    var proofOfWork = proofOfWork(in.object("proofOfWork"));
    int halving = in.number("subsidyHalvingInterval", 1, Integer.MAX_VALUE);
    var buried = buriedHeights(in.object("buriedHeights"));
    var deployments = new ArrayList<Bip9Deployment>();
    var names = new HashSet<String>();
    for (var fields : in.objects("deployments")) {
      var deployment = deployment(fields);
      if (!names.add(deployment.name())) {
        throw fields.problem("name", deployment.name() + " is here twice");
      }
      deployments.add(deployment);
    }
    int minBip9WarningHeight = in.height("minBip9WarningHeight");
    var exceptions =
        in.has("exceptions") ? exceptions(in.object("exceptions")) : RuleExceptions.NONE;
    var signetChallenge = in.has("signetChallenge") ? in.script("signetChallenge") : null;
    in.end();
    return new ConsensusParameters(
        proofOfWork,
        halving,
        buried,
        deployments,
        minBip9WarningHeight,
        exceptions,
        signetChallenge);
  }

  private static ProofOfWork proofOfWork(Fields in) throws NetworkFormatException {
    var proofOfWork =
        new ProofOfWork(
            in.number256("limit"),
            in.number("targetSpacing", 1, 1_000_000),
            in.number("retargetPeriod", ProofOfWork.MIN_RETARGET_PERIOD, 1_000_000),
            in.bool("minDifficultyBlocks"),
            in.bool("noRetargeting"),
            in.bool("bip94"));
    in.end();
    var easiest = proofOfWork.easiestLimit();
    if (proofOfWork.limit().toNumber().signum() == 0
        || proofOfWork.limit().compareTo(easiest) > 0) {
      throw in.problem(
          "limit",
          "not between 1 and %s, in compact form %08x".formatted(easiest, easiest.toCompact()));
    }
    return proofOfWork;
  }

  private static BuriedHeights buriedHeights(Fields in) throws NetworkFormatException {
    var heights =
        new BuriedHeights(
            in.height("bip34"),
            in.optionalBlockHash("bip34Hash"),
            in.height("bip65"),
            in.height("bip66"),
            in.height("csv"),
            in.height("segwit"));
    in.end();
    return heights;
  }

  private static Bip9Deployment deployment(Fields in) throws NetworkFormatException {
    var name = in.text("name", "one of " + Bip9Deployment.NAMES, ConsensusReader::deploymentName);
    int bit = in.number("bit", 0, Bip9Deployment.MAX_BIT);
    long startTime = in.numberOr("startTime", 0, Long.MAX_VALUE, ALWAYS, NEVER);
    long timeout = in.numberOr("timeout", 0, Long.MAX_VALUE, NO_TIMEOUT);
    int minActivationHeight = in.height("minActivationHeight");
    int period = in.number("period", 1, Integer.MAX_VALUE);
    int threshold = in.number("threshold", 1, period);
    in.end();
    return new Bip9Deployment(
        name, bit, startTime, timeout, minActivationHeight, period, threshold);
  }

  private static String deploymentName(String text) {
    if (!Bip9Deployment.NAMES.contains(text)) {
      throw new IllegalArgumentException("unknown");
    }
    return text;
  }

  private static RuleExceptions exceptions(Fields in) throws NetworkFormatException {
    var byBlock = in.object("scriptRules");
    var scriptRules = new HashMap<BlockHash, Set<ScriptRule>>();
    for (var name : byBlock.names()) {
      var block = byBlock.nameAs(name, Fields.HASH, BlockHash::fromDisplay);
      var rules = Set.copyOf(byBlock.texts(name, SCRIPT_RULE, ScriptRule::valueOf));
      if (scriptRules.put(block, rules) != null) {
        throw byBlock.problem(name, "here twice, in digits of either case");
      }
    }
    var exceptions =
        new RuleExceptions(scriptRules, points(in, "bip30Repeats"), points(in, "bip30Overwritten"));
    in.end();
    return exceptions;
  }

  private static List<BlockPoint> points(Fields in, String name) throws NetworkFormatException {
    var points = new ArrayList<BlockPoint>();
    for (var fields : in.objects(name)) {
      points.add(new BlockPoint(fields.height("height"), fields.blockHash("hash")));
      fields.end();
    }
    return points;
  }
}
