package cairn.rpc.mining;

import cairn.ledger.BlockAnswer;
import cairn.ledger.Ledger;
import cairn.ledger.mining.BlockAssembler;
import cairn.ledger.mining.Candidates;
import cairn.ledger.mining.NonceSearch;
import cairn.ledger.mining.NonceSearch.Outcome;
import cairn.ledger.rules.Place;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.LongWork;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Mines blocks on the tip of the active chain, for networks where that is easy. Thread-safe. */
public final class Miner {
  /** How many nonces are tried in vain unless the caller wants otherwise. */
  static final int DEFAULT_TRIES = 1_000_000;

  /** So many tries are over before a thread could be started for them. */
  private static final int FEW = 1000;

  private final Ledger ledger;
  private final Candidates candidates;
  private final Templates templates;
  private final Interruption interruption;
  private final LongWork work;

  /**
   * Makes a miner.
   *
   * @param candidates what goes into blocks
   */
  public Miner(
      Ledger ledger,
      Candidates candidates,
      Templates templates,
      Interruption interruption,
      LongWork work) {
    this.ledger = ledger;
    this.candidates = candidates;
    this.templates = templates;
    this.interruption = interruption;
    this.work = work;
  }

  /**
   * Mines so many blocks, or as many as can be found with so many tries, and hands them to the
   * node.
   *
   * @return their hashes
   */
  Json mine(Call call, Script output, int count, long maxTries)
      throws RpcException, InterruptedException {
    var hashes = new ArrayList<Json>();
    long triesLeft = maxTries;
    while (hashes.size() < count && !interruption.isInterrupted()) {
      var outcome = search(call, template(output, candidates), triesLeft);
      triesLeft -= outcome.tried();
      if (outcome instanceof Outcome.GivenUp) {
        break;
      }
      if (outcome instanceof Outcome.Found(var block, _)) {
        submit(call, block);
        hashes.add(Json.of(block.hash()));
      }
    }
    return new Json.Arr(hashes);
  }

  /** Mines a block with these transactions, without handing it to the node. */
  Optional<Block> mineWith(Call call, Script output, List<Transaction> transactions)
      throws RpcException, InterruptedException {
    var template = valid(call, output, transactions);
    return search(call, template, DEFAULT_TRIES) instanceof Outcome.Found(var block, _)
        ? Optional.of(block)
        : Optional.empty();
  }

  private Block template(Script output, Candidates from) {
    var now = ledger.config().clock().instant();
    return templates.make(ledger.chain().tip(), now, output, from).block();
  }

  /** A template with these transactions; made anew where another block has come meanwhile. */
  private Block valid(Call call, Script output, List<Transaction> transactions)
      throws RpcException, InterruptedException {
    while (!interruption.isInterrupted()) {
      var template = template(output, transactions);
      var verdict = Waits.answer(call.turn(), ledger.commands().check(template, false));
      if (verdict.isPresent()) {
        expectValid(verdict.get());
        return template;
      }
    }
    throw Waits.shuttingDown();
  }

  private Block template(Script output, List<Transaction> transactions) {
    var empty = template(output, Candidates.NONE);
    var previous = ledger.index().find(empty.header().previous());
    var place = new Place(ledger.config().network().consensus(), Objects.requireNonNull(previous));
    return BlockAssembler.with(transactions, place, empty);
  }

  private static void expectValid(Verdict verdict) throws RpcException {
    if (!verdict.isValid()) {
      throw new RpcException(ErrorCode.VERIFY_ERROR, "TestBlockValidity failed: " + verdict);
    }
  }

  private Outcome search(Call call, Block template, long maxTries)
      throws RpcException, InterruptedException {
    var nearby = NonceSearch.search(template, Math.min(maxTries, FEW), interruption::isInterrupted);
    if (!(nearby instanceof Outcome.GivenUp) || maxTries <= FEW) {
      return nearby;
    }
    return work.run(
        call.turn(),
        "miner",
        () -> NonceSearch.search(template, maxTries, interruption::isInterrupted));
  }

  void submit(Call call, Block block) throws RpcException, InterruptedException {
    var answer = BlockSubmission.submit(call.turn(), ledger, block);
    if (!(answer instanceof BlockAnswer.Accepted)) {
      throw new RpcException(ErrorCode.INTERNAL_ERROR, "ProcessNewBlock, block not accepted");
    }
  }
}
