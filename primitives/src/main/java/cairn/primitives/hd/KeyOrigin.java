package cairn.primitives.hd;

import cairn.primitives.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a key comes from: the way to it from a key further up its tree (BIP 380, BIP 174).
 *
 * @param fingerprint the first four bytes of the HASH160 of the public key where the way begins
 */
public record KeyOrigin(Bytes fingerprint, KeyPath path) {
  public KeyOrigin {
    if (fingerprint.length() != 4) {
      throw new IllegalArgumentException("a fingerprint has 4 bytes, not " + fingerprint.length());
    }
  }

  /** The same key, where the way begins further up: {@code before} leads to where it began. */
  public KeyOrigin behind(KeyOrigin before) {
    var steps = new ArrayList<>(before.path.steps());
    steps.addAll(path.steps());
    return new KeyOrigin(before.fingerprint, new KeyPath(steps));
  }

  /**
   * The steps, each after a slash; nothing for none.
   *
   * @param apostrophe whether hardened steps end with an apostrophe and not with {@code h}
   */
  public static String text(List<ChildNumber> steps, boolean apostrophe) {
    var text = new StringBuilder();
    for (var step : steps) {
      text.append('/').append(step.index());
      if (step.isHardened()) {
        text.append(apostrophe ? '\'' : 'h');
      }
    }
    return text.toString();
  }
}
