package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;

import cairn.ledger.ActiveChain;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/** {@code getchaintips}: the last blocks of all branches. */
public final class GetChainTips implements RpcMethod {
  private final Ledger ledger;

  public GetChainTips(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "getchaintips";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns the last block of every known branch.")
        .gives(
            Result.array(
                "",
                Result.object(
                    "",
                    field("height", Result.number("The height of the block")),
                    field("hash", Result.hex("Its hash")),
                    field(
                        "branchlen",
                        Result.number("How many blocks there are since the active chain")),
                    field(
                        "status",
                        Result.string(
                            """
                            what has become of the branch:
                            "invalid" a block in it breaks a rule
                            "headers-only" not all its blocks are there, but the headers are valid
                            "valid-headers" its blocks are there, but have not all been verified
                            "valid-fork" it is valid, but not the active chain
                            "active" it is the active chain\
                            """)))))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) {
    var chain = ledger.chain();
    var tips = new ArrayList<Json>();
    for (var tip : tips(chain)) {
      tips.add(
          Json.object()
              .put("height", tip.height())
              .put("hash", tip.hash())
              .put("branchlen", tip.height() - chain.fork(tip).height())
              .put("status", status(tip, chain))
              .build());
    }
    return new Json.Arr(tips);
  }

  /** Off the active chain what nothing builds on, and its tip; the highest first. */
  private List<IndexedBlock> tips(ActiveChain chain) {
    var others = new ArrayList<IndexedBlock>();
    var builtUpon = new HashSet<IndexedBlock>();
    ledger
        .index()
        .forEachBlock(block -> {
          var previous = block.previous();
          if (!chain.contains(block) && previous != null) {
            others.add(block);
            builtUpon.add(previous);
          }
        });
    var tips = new ArrayList<IndexedBlock>();
    tips.add(chain.tip());
    for (var block : others) {
      if (!builtUpon.contains(block)) {
        tips.add(block);
      }
    }
    tips.sort(Comparator.comparingInt(IndexedBlock::height).reversed());
    return tips;
  }

  /** What has become of a branch that ends with {@code tip}. */
  public static String status(IndexedBlock tip, ActiveChain chain) {
    if (chain.contains(tip)) {
      return "active";
    }
    if (tip.isFailed()) {
      return "invalid";
    }
    if (tip.chainTransactionCount() == 0) {
      return "headers-only";
    }
    return tip.isFullyValid() ? "valid-fork" : "valid-headers";
  }
}
