package cairn.rpc;

import java.util.Collection;
import java.util.Set;

/**
 * What answers no longer have, and the operator still wants ({@code -deprecatedrpc}).
 *
 * @param names of what there is: the constants here; others change nothing
 */
public record OldForms(Set<String> names) {
  public static final OldForms NONE = new OldForms(Set.of());

  /** Whether transactions in the mempool may be replaced by the rules of BIP 125. */
  private static final String BIP_125 = "bip125";

  /** Whether the mempool lets all of them be replaced, as it does. */
  private static final String FULL_RBF = "fullrbf";

  /** One warning, as a text, where there is a list now. */
  private static final String WARNINGS = "warnings";

  public OldForms {
    names = Set.copyOf(names);
  }

  /** Those that are named, each once or more often. */
  public static OldForms of(Collection<String> names) {
    return new OldForms(Set.copyOf(names));
  }

  public boolean bip125() {
    return names.contains(BIP_125);
  }

  public boolean fullRbf() {
    return names.contains(FULL_RBF);
  }

  public boolean oneWarning() {
    return names.contains(WARNINGS);
  }
}
