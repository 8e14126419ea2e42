package cairn.genesis;

import cairn.primitives.BlockHash;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The blocks that are in the chain although they break a rule which was made, or made to hold from
 * the first block on, after them.
 *
 * @param scriptRules for each block that breaks some {@link ScriptRule}, those that hold in it
 * @param bip30Repeats the blocks whose coinbase has the id of an earlier one not yet spent (BIP 30)
 * @param bip30Overwritten the blocks whose coinbase was lost to such a repeat
 */
public record RuleExceptions(
    Map<BlockHash, Set<ScriptRule>> scriptRules,
    List<BlockPoint> bip30Repeats,
    List<BlockPoint> bip30Overwritten) {
  /** No block breaks a rule. */
  public static final RuleExceptions NONE = new RuleExceptions(Map.of(), List.of(), List.of());

  private static final Set<ScriptRule> ALL = Set.copyOf(EnumSet.allOf(ScriptRule.class));

  public RuleExceptions {
    scriptRules = Map.copyOf(scriptRules);
    bip30Repeats = List.copyOf(bip30Repeats);
    bip30Overwritten = List.copyOf(bip30Overwritten);
  }

  /** The rules that hold in this block: all of them, but for an exception. */
  public Set<ScriptRule> scriptRulesIn(BlockHash block) {
    return scriptRules.getOrDefault(block, ALL);
  }

  /** Whether the coinbase of this block may repeat an earlier one (BIP 30). */
  public boolean isBip30Repeat(int height, BlockHash hash) {
    return bip30Repeats.contains(new BlockPoint(height, hash));
  }

  /** Whether the coinbase of this block was lost to a later one with the same id (BIP 30). */
  public boolean isBip30Overwritten(int height, BlockHash hash) {
    return bip30Overwritten.contains(new BlockPoint(height, hash));
  }
}
