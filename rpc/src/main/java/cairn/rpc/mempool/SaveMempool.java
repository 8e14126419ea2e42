package cairn.rpc.mempool;

import static cairn.rpc.spec.Result.field;

import cairn.ledger.Mempool;
import cairn.ledger.mempoolfile.MempoolFile;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code savemempool}: writes the mempool into its file. */
public final class SaveMempool implements RpcMethod {
  private static final Logger log = LoggerFactory.getLogger(SaveMempool.class);

  private final Mempool mempool;
  private final MempoolFile file;

  public SaveMempool(Mempool mempool, MempoolFile file) {
    this.mempool = mempool;
    this.file = file;
  }

  @Override
  public String name() {
    return "savemempool";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Writes the mempool into its file.",
            "Fails as long as what the last run has written is not loaded.")
        .gives(Result.object("", field("filename", Result.string("Where the file is"))))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    if (!mempool.isLoaded()) {
      throw new RpcException(ErrorCode.MISC_ERROR, "The mempool was not loaded yet");
    }
    try {
      return Json.object().put("filename", file.save().toString()).build();
    } catch (IOException e) {
      log.info("Failed to dump mempool: {}. Continuing anyway.", e.toString());
      throw new RpcException(ErrorCode.MISC_ERROR, "Unable to dump mempool to disk");
    }
  }
}
