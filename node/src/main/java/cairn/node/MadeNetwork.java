package cairn.node;

import cairn.genesis.Network;
import cairn.genesis.NetworkFormatException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/** Options that say which network is to be made. */
interface MadeNetwork {
  /** Whether it is only to be explained. */
  boolean help();

  boolean json();

  /** Where the network's file is to be. */
  Path file();

  /** The option that sets a field of the network's file. */
  String optionOf(String field);

  /**
   * Makes it.
   *
   * @param progress for a target in compact form, what is told how many hashes have been tried
   */
  Network make(Clock clock, LongFunction<LongConsumer> progress)
      throws NetworkFormatException, InterruptedException;
}
