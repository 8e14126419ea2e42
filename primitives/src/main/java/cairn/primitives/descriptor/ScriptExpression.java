package cairn.primitives.descriptor;

import cairn.primitives.Script;
import cairn.primitives.address.Address;
import cairn.primitives.miniscript.Fragment;
import cairn.primitives.miniscript.Miniscript;
import cairn.primitives.miniscript.Node;
import java.util.ArrayList;
import java.util.List;

/** What a descriptor says: a function and what stands in it. */
sealed interface ScriptExpression {
  /** The keys in it, without those of the expressions in it. */
  default List<DescriptorKey> keys() {
    return List.of();
  }

  /** The expressions in it. */
  default List<ScriptExpression> subs() {
    return List.of();
  }

  /**
   * P2PK (BIP 381).
   *
   * @param xOnly whether it is in a leaf of a Taproot output, where keys have 32 bytes
   */
  record Pk(DescriptorKey key, boolean xOnly) implements ScriptExpression {
    @Override
    public List<DescriptorKey> keys() {
      return List.of(key);
    }
  }

  /** P2PKH (BIP 381). */
  record Pkh(DescriptorKey key) implements ScriptExpression {
    @Override
    public List<DescriptorKey> keys() {
      return List.of(key);
    }
  }

  /** P2WPKH (BIP 382). */
  record Wpkh(DescriptorKey key) implements ScriptExpression {
    @Override
    public List<DescriptorKey> keys() {
      return List.of(key);
    }
  }

  /** All that one key can be paid with, but for Taproot (BIP 384). */
  record Combo(DescriptorKey key) implements ScriptExpression {
    @Override
    public List<DescriptorKey> keys() {
      return List.of(key);
    }
  }

  /** Any {@code required} of these keys (BIP 383). */
  record Multi(int required, List<DescriptorKey> keys, boolean sorted)
      implements ScriptExpression {}

  /** The same in a leaf of a Taproot output (BIP 387). */
  record MultiA(int required, List<DescriptorKey> keys, boolean sorted)
      implements ScriptExpression {}

  /** P2SH (BIP 381). */
  record Sh(ScriptExpression script) implements ScriptExpression {
    @Override
    public List<ScriptExpression> subs() {
      return List.of(script);
    }
  }

  /** P2WSH (BIP 382). */
  record Wsh(ScriptExpression script) implements ScriptExpression {
    @Override
    public List<ScriptExpression> subs() {
      return List.of(script);
    }
  }

  /** P2TR (BIP 386). */
  record Tr(DescriptorKey internalKey, List<Leaf> leaves) implements ScriptExpression {
    @Override
    public List<DescriptorKey> keys() {
      return List.of(internalKey);
    }

    @Override
    public List<ScriptExpression> subs() {
      return leaves.stream().map(Leaf::script).toList();
    }
  }

  /**
   * A script in the tree of a Taproot output.
   *
   * @param depth how many braces it stands in
   */
  record Leaf(int depth, ScriptExpression script) {}

  /** P2TR of which the output key is known and nothing else. */
  record RawTr(DescriptorKey outputKey) implements ScriptExpression {
    @Override
    public List<DescriptorKey> keys() {
      return List.of(outputKey);
    }
  }

  /** A key that has no scripts. */
  record Unused(DescriptorKey key) implements ScriptExpression {
    @Override
    public List<DescriptorKey> keys() {
      return List.of(key);
    }
  }

  /** A miniscript (BIP 379), with the places of its keys among {@code keys}. */
  record OfMiniscript(Miniscript<Integer> miniscript, List<DescriptorKey> keys)
      implements ScriptExpression {
    /** What is dangerous in it: relative locks of more than 16 bits count those 16 alone. */
    List<String> warnings() {
      var warnings = new ArrayList<String>();
      var open = new ArrayList<Node<Integer>>(List.of(miniscript.root()));
      while (!open.isEmpty()) {
        var node = open.removeLast();
        open.addAll(node.subs());
        if (node.fragment() == Fragment.OLDER) {
          boolean isTime = (node.k() & 1 << 22) != 0;
          if ((node.k() & ~(1 << 22)) > 0xffff) {
            warnings.add(
                (isTime
                        ? "time-based relative locktime: older(%d) > (65535 * 512) seconds is"
                            + " unsafe"
                        : "height-based relative locktime: older(%d) > 65535 blocks is unsafe")
                    .formatted(node.k()));
          }
        }
      }
      return warnings;
    }
  }

  /** The script of an address (BIP 385). */
  record Addr(Address address) implements ScriptExpression {}

  /** A script as it is (BIP 385). */
  record Raw(Script script) implements ScriptExpression {}
}
