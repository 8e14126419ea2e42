package cairn.rpc.mining;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.ledger.Ledger;
import cairn.ledger.rules.Verdict;
import cairn.primitives.BlockHash;
import cairn.rpc.NetworkControl;
import cairn.rpc.blockchain.TipWaits;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.Parameters;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.net.NetworkQuestions;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code getblocktemplate}: what miners are to work on (BIP 22, BIP 23). */
public final class GetBlockTemplate implements RpcMethod {
  private static final int HASH_DIGITS = 64;

  /** How long a request waits for another block before it looks for other transactions. */
  private static final Duration FIRST_LOOK = Duration.ofMinutes(1);

  private static final Duration LATER_LOOKS = Duration.ofSeconds(10);

  private final Ledger ledger;
  private final TemplateSource source;
  private final TipWaits tips;
  private final Interruption interruption;
  private final @Nullable NetworkQuestions network;

  /**
   * @param network null if the node knows no others
   */
  public GetBlockTemplate(
      Ledger ledger,
      TemplateSource source,
      TipWaits tips,
      Interruption interruption,
      @Nullable NetworkQuestions network) {
    this.ledger = ledger;
    this.source = source;
    this.tips = tips;
    this.interruption = interruption;
    this.network = network;
  }

  @Override
  public String name() {
    return "getblocktemplate";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns what is needed to make a block, or says what would become of one.",
            "See BIP 22, BIP 23, BIP 9 and BIP 145.")
        .takes(
            Argument.object(
                "template_request",
                "What is wanted",
                Argument.string("mode", "\"template\", or \"proposal\" (BIP 23)").optional(),
                Argument.array(
                        "capabilities",
                        "What the miner can do",
                        Argument.string("str", "such as 'longpoll' or 'coinbasevalue'").optional())
                    .optional(),
                Argument.array(
                    "rules",
                    "The rules that the miner knows",
                    Argument.string("segwit", "just so: this one is needed"),
                    Argument.string("str", "another").optional()),
                Argument.string(
                        "longpollid",
                        "That of an earlier template, to wait until there is a better one")
                    .optional(),
                Argument.hex("data", "The block, for a proposal").optional()))
        .gives(
            Result.none().when("If a proposal is valid"),
            Result.string("Why not, in the words of BIP 22").when("If a proposal is not valid"),
            Result.object("", TemplateJson.fields()).when("Otherwise"))
        .example("{\"rules\": [\"segwit\"]}")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var request = call.json("template_request").asObject();
    return switch (mode(request)) {
      case "proposal" -> proposal(call, request);
      case "template" -> template(call, request);
      default -> throw invalidMode();
    };
  }

  private static String mode(Json.Obj request) throws RpcException {
    return switch (request.find("mode")) {
      case Json.Null _ -> "template";
      case Json.Str(var text) -> text;
      default -> throw invalidMode();
    };
  }

  private static RpcException invalidMode() {
    return new RpcException(ErrorCode.INVALID_PARAMETER, "Invalid mode");
  }

  private Json proposal(Call call, Json.Obj request) throws RpcException, InterruptedException {
    if (!(request.find("data") instanceof Json.Str(var hex))) {
      throw new RpcException(ErrorCode.TYPE_ERROR, "Missing data String key for proposal");
    }
    var block = BlockSubmission.decode(hex);
    var known = ledger.index().find(block.hash());
    if (known != null) {
      return Json.of(
          known.isFailed()
              ? "duplicate-invalid"
              : known.isFullyValid() ? "duplicate" : "duplicate-inconclusive");
    }
    var verdict = Waits.answer(call.turn(), ledger.commands().check(block, true));
    if (verdict.isEmpty()) {
      return Json.of("inconclusive-not-best-prevblk");
    }
    return verdict.get() instanceof Verdict.Invalid why ? Json.of(why.code()) : NULL;
  }

  private Json template(Call call, Json.Obj request) throws RpcException, InterruptedException {
    var rules = rules(request);
    expectToBeUpToDate(call);
    await(call, request.find("longpollid"));
    if (ledger.config().network().consensus().isSignet() && !rules.contains("signet")) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER,
          "getblocktemplate must be called with the signet rule set (call with"
              + " {\"rules\": [\"segwit\", \"signet\"]})");
    }
    if (!rules.contains("segwit")) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER,
          "getblocktemplate must be called with the segwit rule set (call with"
              + " {\"rules\": [\"segwit\"]})");
    }
    return new TemplateJson(ledger).of(source.current(), source);
  }

  private static Set<String> rules(Json.Obj request) {
    var rules = new HashSet<String>();
    if (request.find("rules") instanceof Json.Arr(var names)) {
      names.forEach(name -> rules.add(name.asString()));
    }
    return rules;
  }

  /** A block that others do not hear of, or that builds on an old one, is work for nothing. */
  private void expectToBeUpToDate(Call call) throws RpcException, InterruptedException {
    if (ledger.config().network().testChain()) {
      return;
    }
    boolean connected =
        network != null && network.ask(call, NetworkControl::connections).total() > 0;
    if (!connected) {
      throw new RpcException(ErrorCode.CLIENT_NOT_CONNECTED, "Cairn is not connected!");
    }
    if (ledger.state().isInitialBlockDownload()) {
      throw new RpcException(
          ErrorCode.CLIENT_IN_INITIAL_DOWNLOAD,
          "Cairn is in initial sync and waiting for blocks...");
    }
  }

  /** Waits until there is something better to work on than what {@code longPollId} stands for. */
  private void await(Call call, Json longPollId) throws RpcException, InterruptedException {
    if (longPollId.isNull()) {
      return;
    }
    var watched = ledger.chain().tip().hash();
    long changes = source.changesAtLast();
    if (longPollId instanceof Json.Str(var text)) {
      watched = hash(text);
      changes = changes(text);
    }
    var limit = FIRST_LOOK;
    while (!interruption.isInterrupted()
        && tips.awaitOther(call.turn(), watched, limit).hash().equals(watched)
        && source.changes() == changes) {
      limit = LATER_LOOKS;
    }
    if (interruption.isInterrupted()) {
      throw Waits.shuttingDown();
    }
  }

  private static BlockHash hash(String longPollId) throws RpcException {
    var digits = longPollId.substring(0, Math.min(HASH_DIGITS, longPollId.length()));
    return Parameters.blockHash(Json.of(digits), "longpollid");
  }

  /** The number behind the hash; any, if that is none. */
  private static long changes(String longPollId) {
    try {
      return Long.parseLong(longPollId.substring(HASH_DIGITS));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
