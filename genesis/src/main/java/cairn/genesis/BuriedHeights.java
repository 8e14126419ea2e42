package cairn.genesis;

import cairn.primitives.BlockHash;
import org.jspecify.annotations.Nullable;

/**
 * From which height on each {@link BuriedDeployment} holds, 0 to 2^31 - 2.
 *
 * @param bip34Hash the block at {@code bip34} in the chain that everyone knows, above which BIP 30
 *     need not be checked for a while; null if there is none
 */
public record BuriedHeights(
    int bip34, @Nullable BlockHash bip34Hash, int bip65, int bip66, int csv, int segwit) {
  /** The first block in which {@code deployment} holds. */
  public int of(BuriedDeployment deployment) {
    return switch (deployment) {
      case BIP34 -> bip34;
      case BIP65 -> bip65;
      case BIP66 -> bip66;
      case CSV -> csv;
      case SEGWIT -> segwit;
    };
  }

  BuriedHeights with(BuriedDeployment deployment, int height) {
    return switch (deployment) {
      case BIP34 -> new BuriedHeights(height, bip34Hash, bip65, bip66, csv, segwit);
      case BIP65 -> new BuriedHeights(bip34, bip34Hash, height, bip66, csv, segwit);
      case BIP66 -> new BuriedHeights(bip34, bip34Hash, bip65, height, csv, segwit);
      case CSV -> new BuriedHeights(bip34, bip34Hash, bip65, bip66, height, segwit);
      case SEGWIT -> new BuriedHeights(bip34, bip34Hash, bip65, bip66, csv, height);
    };
  }
}
