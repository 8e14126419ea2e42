package cairn.rpc.mining;

import cairn.primitives.address.AddressFormat;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code generatetodescriptor}: mines blocks that pay to a descriptor. */
public final class GenerateToDescriptor implements RpcMethod {
  private final Miner miner;
  private final AddressFormat format;

  public GenerateToDescriptor(Miner miner, AddressFormat format) {
    this.miner = miner;
    this.format = format;
  }

  @Override
  public String name() {
    return "generatetodescriptor";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Mines blocks that pay to a descriptor, and returns their hashes.")
        .takes(
            Argument.number("num_blocks", "How many blocks."),
            Argument.string("descriptor", "Who gets the coins: addr(...) or raw(...)."),
            Argument.number("maxtries", "How many hashes to try.")
                .orElse(Json.of(Miner.DEFAULT_TRIES)))
        .gives(Result.array("hashes of the blocks", Result.hex("a hash")))
        .exampleNote("Mine 11 blocks")
        .cliExample("11 \"mydesc\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    int count = call.integer("num_blocks");
    long maxTries = call.number("maxtries");
    var output = OutputScript.ofDescriptor(call.text("descriptor"), format);
    return miner.mine(call, output, count, maxTries);
  }
}
