package cairn.junit;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.node.embedded.Cairn;
import cairn.primitives.Block;
import cairn.primitives.address.Address;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadyChainTest {
  private static final int SPACING_SECONDS = 600;

  /** With {@code -Dcairn.chain=FILE} it writes the file, too. */
  @Test
  void isWhatANodeMines() throws Exception {
    var payee = Address.WitnessPublicKeyHash.of(FaucetKey.get().publicKey());
    var mined = new ByteArrayOutputStream();
    try (var node = Cairn.regtest().start()) {
      for (int i = 0; i < ReadyChain.LENGTH; i++) {
        node.call("setmocktime", ReadyChain.BEGIN + (long) i * SPACING_SECONDS);
        var hash = node.mine(1, payee).getFirst();
        mined.writeBytes(HexFormat.of().parseHex(node.call("getblock", hash, 0).asString()));
      }
    }
    var file = System.getProperty("cairn.chain");
    if (file != null) {
      Files.write(Path.of(file), mined.toByteArray());
    }
    assertThat(mined.toByteArray()).isEqualTo(serialized(ReadyChain.first(ReadyChain.LENGTH)));
  }

  private static byte[] serialized(List<Block> blocks) {
    var out = new ByteArrayOutputStream();
    blocks.forEach(block -> out.writeBytes(block.serialized().toArray()));
    return out.toByteArray();
  }
}
