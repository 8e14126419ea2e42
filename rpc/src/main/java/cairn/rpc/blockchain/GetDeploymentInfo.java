package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.genesis.Bip9Deployment;
import cairn.genesis.BuriedDeployment;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.rules.BlockScriptFlags;
import cairn.ledger.rules.DeploymentState;
import cairn.ledger.rules.VersionBits.Report;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.List;
import java.util.stream.Collectors;

/** {@code getdeploymentinfo}: which changes of the rules hold. */
public final class GetDeploymentInfo implements RpcMethod {
  /** In the order in which they are shown. */
  private static final List<BuriedDeployment> BURIED =
      List.of(
          BuriedDeployment.BIP34,
          BuriedDeployment.BIP66,
          BuriedDeployment.BIP65,
          BuriedDeployment.CSV,
          BuriedDeployment.SEGWIT);

  private final Ledger ledger;

  public GetDeploymentInfo(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "getdeploymentinfo";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns which changes of the consensus rules hold at a block.")
        .takes(
            Argument.hex("blockhash", "The hash of the block")
                .orElse(Json.of("hash of current chain tip")))
        .gives(
            Result.object(
                "",
                field("hash", Result.string("The hash of the block")),
                field("height", Result.number("Its height")),
                field(
                    "script_flags",
                    Result.array("The rules for scripts in it", Result.string("a rule's name"))),
                field("deployments", Result.map("", "xxxx", deployment()))))
        .example()
        .build();
  }

  private static Result deployment() {
    var statistics =
        Result.object(
            "What miners signal, where signals count",
            field("period", Result.number("How many blocks are counted together")),
            optional("threshold", Result.number("How many of them must signal")),
            field("elapsed", Result.number("How many of them there are by now")),
            field("count", Result.number("How many of these signal")),
            optional("possible", Result.bool("Whether there can still be enough")));
    var bip9 =
        Result.object(
            "Of a change that miners signal",
            optional("bit", Result.number("The bit of the version that signals")),
            field("start_time", Result.time("The median time from which on signals count")),
            field("timeout", Result.time("The median time at which it has failed")),
            field("min_activation_height", Result.number("It holds in no block below that")),
            field(
                "status",
                Result.string(
                    "How far it is at the block: \"defined\", \"started\", \"locked_in\","
                        + " \"active\" or \"failed\"")),
            field("since", Result.number("The first block at which that is so")),
            field("status_next", Result.string("How far it is at the next block")),
            optional("statistics", statistics),
            optional("signalling", Result.string("# for each block that signals, - for others")));
    return Result.object(
        "a change of the rules, by its name",
        field("type", Result.string("\"buried\", which has a height, or \"bip9\"")),
        optional("height", Result.number("The first block in which it holds, if that is known")),
        field("active", Result.bool("Whether it holds in the next block")),
        optional("bip9", bip9));
  }

  @Override
  public Json call(Call call) throws RpcException {
    var block =
        call.has("blockhash")
            ? Blocks.find(ledger.index(), call.blockHash("blockhash"))
            : ledger.chain().tip();
    var consensus = ledger.config().network().consensus();
    var deployments = Json.object();
    for (var each : BURIED) {
      int height = consensus.buried().of(each);
      deployments.put(
          each.rpcName(),
          Json.object()
              .put("type", "buried")
              .put("active", block.height() + 1 >= height)
              .put("height", height)
              .build());
    }
    for (var each : consensus.deployments()) {
      if (each.startTime() != Bip9Deployment.NEVER_ACTIVE) {
        deployments.put(each.name(), json(each, block));
      }
    }
    var flags = BlockScriptFlags.of(block.height(), block.hash(), consensus);
    return Json.object()
        .put("hash", block.hash())
        .put("height", block.height())
        .put("script_flags", Json.strings(flags.names()))
        .put("deployments", deployments.build())
        .build();
  }

  private Json json(Bip9Deployment deployment, IndexedBlock block) {
    var report = ledger.state().versionBits().report(block, deployment);
    var json = Json.object().put("type", "bip9");
    report.activeSince().ifPresent(height -> json.put("height", height));
    boolean active =
        report.activeSince().isPresent() && report.activeSince().getAsInt() <= block.height() + 1;
    return json.put("active", active).put("bip9", bip9(deployment, report)).build();
  }

  private static Json bip9(Bip9Deployment deployment, Report report) {
    boolean counts =
        report.current() == DeploymentState.STARTED
            || report.current() == DeploymentState.LOCKED_IN;
    var json = Json.object();
    if (counts) {
      json.put("bit", deployment.bit());
    }
    json.put("start_time", deployment.startTime())
        .put("timeout", deployment.timeout())
        .put("min_activation_height", deployment.minActivationHeight())
        .put("status", report.current().rpcName())
        .put("since", report.since())
        .put("status_next", report.next().rpcName());
    if (counts) {
      json.put("statistics", statistics(deployment, report))
          .put(
              "signalling",
              report.signals().stream()
                  .map(signal -> signal ? "#" : "-")
                  .collect(Collectors.joining()));
    }
    return json.build();
  }

  private static Json statistics(Bip9Deployment deployment, Report report) {
    var json =
        Json.object()
            .put("period", deployment.period())
            .put("elapsed", report.signals().size())
            .put("count", report.count());
    if (report.current() == DeploymentState.STARTED) {
      json.put("threshold", deployment.threshold()).put("possible", report.isPossible(deployment));
    }
    return json.build();
  }
}
