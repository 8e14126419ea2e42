package cairn.rpc.mining;

import cairn.primitives.address.AddressFormat;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code generatetoaddress}: mines blocks that pay to an address. */
public final class GenerateToAddress implements RpcMethod {
  private final Miner miner;
  private final AddressFormat format;

  public GenerateToAddress(Miner miner, AddressFormat format) {
    this.miner = miner;
    this.format = format;
  }

  @Override
  public String name() {
    return "generatetoaddress";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Mines blocks that pay to an address, and returns their hashes.")
        .takes(
            Argument.number("nblocks", "How many blocks."),
            Argument.string("address", "Who gets the coins."),
            Argument.number("maxtries", "How many hashes to try.")
                .orElse(Json.of(Miner.DEFAULT_TRIES)))
        .gives(Result.array("hashes of the blocks", Result.hex("a hash")))
        .exampleNote("Mine 11 blocks")
        .cliExample("11 \"myaddress\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    int count = call.integer("nblocks");
    int maxTries = call.integer("maxtries");
    var output = OutputScript.ofAddress(call.text("address"), format);
    return miner.mine(call, output, count, maxTries);
  }
}
