package cairn.rpc.control;

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
 * {@code getmemoryinfo}: how the memory is used.
 *
 * <p>Core counts the memory that it locks for secrets. A node without a wallet has none, so the
 * fields are about the Java heap, which is what those who watch a node want to know.
 */
public final class GetMemoryInfo implements RpcMethod {
  private static final long CHUNK = 1 << 20;

  @Override
  public String name() {
    return "getmemoryinfo";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns how the memory is used.")
        .takes(
            Argument.string(
                    "mode",
                    """
                    what is told.
                    "stats" for the Java heap; no part of it is locked.
                    "mallocinfo" is not available: it is about an allocator of C.\
                    """)
                .orElse(Json.of("stats")))
        .gives(
            Result.object(
                "",
                field(
                    "locked",
                    Result.object(
                        "The Java heap",
                        field("used", Result.number("Bytes in use")),
                        field("free", Result.number("Bytes at hand")),
                        field("total", Result.number("Bytes that the heap has now")),
                        field("locked", Result.number("Bytes that are locked, which is none")),
                        field("chunks_used", Result.number("Mebibytes in use, begun ones too")),
                        field("chunks_free", Result.number("Mebibytes at hand, begun ones too"))))))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    return switch (call.text("mode")) {
      case "stats" -> Json.object().put("locked", heap()).build();
      case "mallocinfo" ->
          throw new RpcException(ErrorCode.INVALID_PARAMETER, "mallocinfo mode not available");
      case String mode ->
          throw new RpcException(ErrorCode.INVALID_PARAMETER, "unknown mode " + mode);
    };
  }

  private static Json heap() {
    var runtime = Runtime.getRuntime();
    long total = runtime.totalMemory();
    long free = runtime.freeMemory();
    return Json.object()
        .put("used", total - free)
        .put("free", free)
        .put("total", total)
        .put("locked", 0)
        .put("chunks_used", Math.ceilDiv(total - free, CHUNK))
        .put("chunks_free", Math.ceilDiv(free, CHUNK))
        .build();
  }
}
