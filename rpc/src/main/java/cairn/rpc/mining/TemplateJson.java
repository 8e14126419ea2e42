package cairn.rpc.mining;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.genesis.BuriedDeployment;
import cairn.ledger.Ledger;
import cairn.ledger.mining.BlockAssembler;
import cairn.ledger.mining.Candidate;
import cairn.ledger.rules.Limits;
import cairn.ledger.rules.Place;
import cairn.primitives.Target;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.rpc.blockchain.SignetChallenge;
import cairn.rpc.json.Json;
import cairn.rpc.mining.TemplateSource.Work;
import cairn.rpc.spec.Result;
import cairn.rpc.spec.Result.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Templates of blocks, as BIP 22, BIP 23, BIP 9 and BIP 145 describe them. */
final class TemplateJson {
  private static final int MAX_BLOCK_BYTES = 4_000_000;

  private final Ledger ledger;

  TemplateJson(Ledger ledger) {
    this.ledger = ledger;
  }

  /** What {@link #of} gives. */
  static List<Field> fields() {
    return List.of(
        field("version", Result.number("The version")),
        field("rules", Result.array("Rules that the block must keep", Result.string("its name"))),
        field(
            "vbavailable",
            Result.map(
                "Changes of the rules that can be signalled",
                "rulename",
                Result.number("the bit of the version for it"))),
        field(
            "capabilities",
            Result.array("What the node can do besides", Result.string("such as 'proposal'"))),
        field("vbrequired", Result.number("Bits that the version must have")),
        field("previousblockhash", Result.string("The hash of the block before it")),
        field("transactions", Result.array("The transactions but for the coinbase", transaction())),
        field(
            "coinbaseaux",
            Result.map(
                "What the script of the coinbase should have in it", "key", Result.hex("data"))),
        field("coinbasevalue", Result.number("What the coinbase may pay out, in satoshis")),
        field("longpollid", Result.string("Passed in a request, has it wait for a better one")),
        field("target", Result.string("The target")),
        field("mintime", Result.time("The first time that the block may have")),
        field(
            "mutable",
            Result.array("What miners may change", Result.string("such as 'transactions'"))),
        field("noncerange", Result.hex("Which nonces may be tried")),
        field("sigoplimit", Result.number("What its signature operations may come to")),
        field("sizelimit", Result.number("How many bytes it may have")),
        optional("weightlimit", Result.number("What it may weigh")),
        field("curtime", Result.time("The time that it may have now")),
        field("bits", Result.string("The target in compact form")),
        field("height", Result.number("The height")),
        SignetChallenge.field(),
        optional(
            "default_witness_commitment",
            Result.hex("The script of the witness commitment, if nothing is changed")));
  }

  private static Result transaction() {
    return Result.object(
        "",
        field("data", Result.hex("the transaction")),
        field("txid", Result.hex("its id")),
        field("hash", Result.hex("its hash with witnesses")),
        field(
            "depends",
            Result.array(
                "those that must come before it", Result.number("its place, the first being 1"))),
        field("fee", Result.number("its fee in satoshis")),
        field("sigops", Result.number("what its signature operations count for")),
        field("weight", Result.number("its weight")));
  }

  /** Shows a template as it is now. */
  Json of(Work work, TemplateSource source) {
    var place = work.place(ledger);
    boolean segwit = place.has(BuriedDeployment.SEGWIT);
    int scale = segwit ? 1 : Transaction.WITNESS_SCALE_FACTOR;
    var signals = new Signals(place, ledger.state().versionBits());
    var header = source.header(work);
    var coinbase = work.template().block().transactions().getFirst();
    var json =
        Json.object()
            .put("capabilities", Json.strings(List.of("proposal")))
            .put("version", header.version() | signals.required())
            .put("rules", rules(place, segwit, signals))
            .put("vbavailable", signals.available())
            .put("vbrequired", 0)
            .put("previousblockhash", header.previous())
            .put("transactions", transactions(work.template().chosen(), scale))
            .put("coinbaseaux", Json.object().build())
            .put("coinbasevalue", work.template().rewardSats())
            .put("longpollid", header.previous().display() + work.changes())
            .put(
                "target",
                Target.fromCompact(header.bits()).map(Target::toString).orElse("0".repeat(64)))
            .put("mintime", BlockAssembler.earliestTime(place))
            .put("mutable", Json.strings(List.of("time", "transactions", "prevblock")))
            .put("noncerange", "00000000ffffffff")
            .put("sigoplimit", Limits.MAX_BLOCK_SIGOPS_COST / scale)
            .put("sizelimit", MAX_BLOCK_BYTES / scale);
    if (segwit) {
      json.put("weightlimit", Limits.MAX_BLOCK_WEIGHT);
    }
    json.put("curtime", header.time())
        .put("bits", "%08x".formatted(header.bits()))
        .put("height", place.height());
    SignetChallenge.put(place.consensus(), json);
    var commitment = coinbase.outputs().getLast().scriptPubKey();
    return json.put("default_witness_commitment", commitment.bytes()).build();
  }

  /** An exclamation mark says that whoever does not know the rule cannot make a block. */
  private static Json rules(Place place, boolean segwit, Signals signals) {
    var rules = new ArrayList<>(List.of("csv"));
    if (segwit) {
      rules.add("!segwit");
      rules.add("taproot");
    }
    if (place.consensus().isSignet()) {
      rules.add("!signet");
    }
    rules.addAll(signals.active());
    return Json.strings(rules);
  }

  private static Json transactions(List<Candidate> chosen, int scale) {
    var places = new HashMap<Txid, Integer>();
    var transactions = new ArrayList<Json>();
    for (var candidate : chosen) {
      var transaction = candidate.transaction();
      var depends = new ArrayList<Json>();
      for (var input : transaction.inputs()) {
        var place = places.get(input.previousOutput().txid());
        if (place != null) {
          depends.add(Json.of(place));
        }
      }
      transactions.add(
          Json.object()
              .put("data", transaction.serialized())
              .put("txid", transaction.txid())
              .put("hash", transaction.wtxid())
              .put("depends", new Json.Arr(depends))
              .put("fee", candidate.feeSats())
              .put("sigops", candidate.sigOpCost() / scale)
              .put("weight", transaction.weight())
              .build());
      places.put(transaction.txid(), transactions.size());
    }
    return new Json.Arr(transactions);
  }
}
