package cairn.rpc.net;

import static cairn.rpc.spec.Result.field;

import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/**
 * {@code exportasmap}: would write the map of autonomous systems that is built in, of which there
 * is none. The answer is that of a {@code bitcoind} that was built without one.
 */
public final class ExportAsMap implements RpcMethod {
  @Override
  public String name() {
    return "exportasmap";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Writes the map of autonomous systems that is built in into a file. This program has"
                + " none: -asmap names a file.")
        .takes(Argument.string("path", "The file, in the network's directory if it is relative"))
        .gives(
            Result.object(
                "",
                field("path", Result.string("Where it was written")),
                field("bytes_written", Result.number("The size of the file in bytes")),
                field("file_hash", Result.hex("The SHA-256 of the map"))))
        .example("\"asmap.dat\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    var _ = call.text("path");
    throw new RpcException(ErrorCode.MISC_ERROR, "No embedded ASMap data available");
  }
}
