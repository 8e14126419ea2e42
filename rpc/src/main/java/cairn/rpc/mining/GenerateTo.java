package cairn.rpc.mining;

import cairn.primitives.Script;
import cairn.primitives.address.AddressFormat;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code generatetoaddress} and {@code generatetodescriptor}: mine blocks that pay to somebody. */
public final class GenerateTo implements RpcMethod {
  private final Miner miner;
  private final AddressFormat format;
  private final Payee payee;

  /** How a method is told who gets the coins. */
  private enum Payee {
    ADDRESS("address", "an address", "nblocks", "Who gets the coins.", "myaddress") {
      @Override
      Script script(String text, AddressFormat format) throws RpcException {
        return OutputScript.ofAddress(text, format);
      }
    },
    DESCRIPTOR("descriptor", "a descriptor", "num_blocks", "Who gets the coins.", "mydesc") {
      @Override
      Script script(String text, AddressFormat format) throws RpcException {
        return OutputScript.ofDescriptor(text, format);
      }
    };

    final String argument;
    final String noun;
    final String count;
    final String description;
    final String example;

    Payee(String argument, String noun, String count, String description, String example) {
      this.argument = argument;
      this.noun = noun;
      this.count = count;
      this.description = description;
      this.example = example;
    }

    abstract Script script(String text, AddressFormat format) throws RpcException;
  }

  private GenerateTo(Miner miner, AddressFormat format, Payee payee) {
    this.miner = miner;
    this.format = format;
    this.payee = payee;
  }

  /** {@code generatetoaddress}. */
  public static GenerateTo address(Miner miner, AddressFormat format) {
    return new GenerateTo(miner, format, Payee.ADDRESS);
  }

  /** {@code generatetodescriptor}. */
  public static GenerateTo descriptor(Miner miner, AddressFormat format) {
    return new GenerateTo(miner, format, Payee.DESCRIPTOR);
  }

  @Override
  public String name() {
    return "generateto" + payee.argument;
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(), "Mines blocks that pay to " + payee.noun + ", and returns their hashes.")
        .takes(
            Argument.number(payee.count, "How many blocks."),
            Argument.string(payee.argument, payee.description),
            Argument.number("maxtries", "How many hashes to try.")
                .orElse(Json.of(Miner.DEFAULT_TRIES)))
        .gives(Result.array("hashes of the blocks", Result.hex("a hash")))
        .exampleNote("Mine 11 blocks")
        .cliExample("11 \"" + payee.example + "\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    int count = call.integer(payee.count);
    long maxTries = call.number("maxtries");
    return miner.mine(call, payee.script(call.text(payee.argument), format), count, maxTries);
  }
}
