package cairn.rpc.blockchain;

import cairn.ledger.Ledger;
import cairn.ledger.LedgerCommands.Verification;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code verifychain}: checks what is on disk. */
public final class VerifyChain implements RpcMethod {
  private static final Logger log = LoggerFactory.getLogger(VerifyChain.class);
  private static final int DEFAULT_LEVEL = 3;
  private static final int MAX_LEVEL = 4;
  private static final int DEFAULT_BLOCKS = 6;

  private final Ledger ledger;

  public VerifyChain(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "verifychain";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Checks the last blocks on disk against the coins.")
        .takes(
            Argument.number(
                    "checklevel",
                    """
                    How thoroughly:
                    - level 0 reads the blocks from disk
                    - level 1 verifies block validity
                    - level 2 verifies undo data
                    - level 3 checks disconnection of tip blocks
                    - level 4 tries to reconnect the blocks
                    - each level includes the checks of the previous levels\
                    """)
                .orElse(DEFAULT_LEVEL + ", range=0-" + MAX_LEVEL),
            Argument.number("nblocks", "How many blocks").orElse(DEFAULT_BLOCKS + ", 0=all"))
        .gives(
            Result.bool("Whether all was checked and nothing is wrong. If not, the log says why"))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    int level = call.has("checklevel") ? call.integer("checklevel") : DEFAULT_LEVEL;
    int blocks = call.has("nblocks") ? call.integer("nblocks") : DEFAULT_BLOCKS;
    var verification =
        ledger.commands().verify(Math.clamp(level, 0, MAX_LEVEL), Math.max(blocks, 0));
    var outcome = Waits.answer(call.turn(), verification);
    if (outcome instanceof Verification.Faulty(var fault)) {
      log.error("Verification error: {}", fault);
    }
    return Json.of(outcome instanceof Verification.Sound);
  }
}
