package cairn.interop;

import java.io.IOException;
import java.util.stream.Stream;

/** Cairn and bcoin, which asks only those whom it has called for what it has missed. */
class BcoinTest extends OtherNodeTest {
  static Stream<Way> ways() {
    return Stream.of(new Way(true, false), new Way(false, false));
  }

  static Stream<Way> waysToAsk() {
    return Stream.of(new Way(false, false));
  }

  @Override
  FullNode start(String name) throws IOException {
    return Bcoin.start(directory.resolve(name));
  }
}
