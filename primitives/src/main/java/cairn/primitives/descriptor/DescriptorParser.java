package cairn.primitives.descriptor;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.address.Address;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.TextException;
import cairn.primitives.descriptor.KeyParser.Place;
import cairn.primitives.miniscript.Miniscript;
import cairn.primitives.miniscript.ScriptContext;
import cairn.primitives.signing.SigningProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads descriptors. As with keys, each expression is a list, of one for each way that steps of
 * several paths leave open.
 */
final class DescriptorParser {
  private static final int MAX_BARE_KEYS = 3;
  private static final int MAX_MULTI_KEYS = Script.MAX_PUBLIC_KEYS_PER_MULTISIG;
  private static final int MAX_MULTI_A_KEYS = 999;
  private static final int MAX_PUSH = 520;
  private static final int MAX_TREE_DEPTH = 128;

  /** What an expression stands in. */
  private enum Inside {
    TOP(Place.LEGACY),
    SH(Place.LEGACY),
    WSH(Place.SEGWIT),
    TR(Place.TAPROOT);

    private final Place keys;

    Inside(Place keys) {
      this.keys = keys;
    }
  }

  private final AddressFormat format;
  private final KeyParser keys;

  DescriptorParser(AddressFormat format, SigningProvider secrets) {
    this.format = format;
    this.keys = new KeyParser(format, secrets);
  }

  /** Reads a descriptor without its checksum. */
  List<ScriptExpression> parse(String text) throws DescriptorException {
    var span = new Span(text);
    var all = parse(span, Inside.TOP);
    if (!span.isEmpty()) {
      throw new DescriptorException("");
    }
    return all;
  }

  private List<ScriptExpression> parse(Span outer, Inside inside) throws DescriptorException {
    var span = outer.expression();
    boolean legacyOrWsh = inside != Inside.TR;
    boolean legacy = inside == Inside.TOP || inside == Inside.SH;
    if (span.enter("pk")) {
      return ofKey("pk", span, inside.keys, key -> new ScriptExpression.Pk(key, !legacyOrWsh));
    }
    if (legacyOrWsh && span.enter("pkh")) {
      return ofKey("pkh", span, inside.keys, ScriptExpression.Pkh::new);
    }
    if (span.enter("combo")) {
      require(inside == Inside.TOP, "Can only have combo() at top level");
      return ofKey("combo", span, inside.keys, ScriptExpression.Combo::new);
    }
    for (var name : List.of("multi", "sortedmulti", "multi_a", "sortedmulti_a")) {
      if (span.enter(name)) {
        return multi(name, span, inside);
      }
    }
    if (span.enter("wpkh")) {
      require(legacy, "Can only have wpkh() at top level or inside sh()");
      return ofKey("wpkh", span, Place.SEGWIT, ScriptExpression.Wpkh::new);
    }
    if (span.enter("sh")) {
      require(inside == Inside.TOP, "Can only have sh() at top level");
      return wrapped(span, Inside.SH, ScriptExpression.Sh::new);
    }
    if (span.enter("wsh")) {
      require(legacy, "Can only have wsh() at top level or inside sh()");
      return wrapped(span, Inside.WSH, ScriptExpression.Wsh::new);
    }
    if (span.enter("addr")) {
      require(inside == Inside.TOP, "Can only have addr() at top level");
      return List.of(new ScriptExpression.Addr(address(span.toString())));
    }
    if (span.enter("tr")) {
      require(inside == Inside.TOP, "Can only have tr at top level");
      return taproot(span);
    }
    if (span.enter("rawtr")) {
      require(inside == Inside.TOP, "Can only have rawtr at top level");
      var key = span.expression();
      require(span.isEmpty(), "rawtr(): only one key expected.");
      return ofKey("rawtr", key, Place.TAPROOT, ScriptExpression.RawTr::new);
    }
    if (span.enter("unused")) {
      require(inside == Inside.TOP, "Can only have unused at top level");
      return unused(span);
    }
    if (span.enter("raw")) {
      require(inside == Inside.TOP, "Can only have raw() at top level");
      var hex = KeyParser.hex(span.toString());
      require(hex.isPresent(), "Raw script is not hex");
      return List.of(new ScriptExpression.Raw(new Script(hex.orElseThrow())));
    }
    return miniscript(span.toString(), inside);
  }

  private static void require(boolean condition, String message) throws DescriptorException {
    if (!condition) {
      throw new DescriptorException(message);
    }
  }

  private List<ScriptExpression> ofKey(
      String name, Span span, Place place, Function<DescriptorKey, ScriptExpression> make)
      throws DescriptorException {
    return prefixed(name + "(): ", span.toString(), place).stream().map(make).toList();
  }

  private List<DescriptorKey> prefixed(String prefix, String text, Place place)
      throws DescriptorException {
    try {
      return keys.parse(text, place);
    } catch (DescriptorException e) {
      throw new DescriptorException(prefix + e.text());
    }
  }

  private List<ScriptExpression> wrapped(
      Span span, Inside inside, Function<ScriptExpression, ScriptExpression> make)
      throws DescriptorException {
    var inner = parse(span, inside);
    require(span.isEmpty(), "");
    return inner.stream().map(make).toList();
  }

  private Address address(String text) throws DescriptorException {
    try {
      return Address.parse(text, format);
    } catch (TextException e) {
      throw new DescriptorException("Address is not valid");
    }
  }

  private List<ScriptExpression> unused(Span span) throws DescriptorException {
    var text = span.expression();
    require(span.isEmpty(), "unused(): only one key expected");
    var all = keys.parse(text.toString(), Place.LEGACY);
    for (var key : all) {
      require(!key.isRange(), "unused(): key cannot be ranged");
    }
    return all.stream().<ScriptExpression>map(ScriptExpression.Unused::new).toList();
  }

  private List<ScriptExpression> multi(String name, Span span, Inside inside)
      throws DescriptorException {
    boolean tapscript = name.endsWith("_a");
    require(
        tapscript || inside != Inside.TR,
        "Can only have multi/sortedmulti at top level, in sh(), or in wsh()");
    require(!tapscript || inside == Inside.TR, "Can only have multi_a/sortedmulti_a inside tr()");
    var threshold = span.expression().toString();
    long required = Uint32.parse(threshold);
    require(required >= 0, "Multi threshold '" + threshold + "' is not valid");
    var all = new ArrayList<List<DescriptorKey>>();
    int length = 3;
    while (!span.isEmpty()) {
      if (!span.skip(",")) {
        throw new DescriptorException("Multi: expected ',', got '" + span.first() + "'");
      }
      var choices = prefixed("Multi: ", span.expression().toString(), inside.keys);
      length += choices.getFirst().length() + 1;
      all.add(choices);
    }
    int count = all.size();
    requireCount(tapscript, required, count);
    require(
        inside != Inside.TOP || count <= MAX_BARE_KEYS,
        "Cannot have " + count + " pubkeys in bare multisig; only at most 3 pubkeys");
    require(
        inside != Inside.SH || length <= MAX_PUSH,
        "P2SH script is too large, " + length + " bytes is larger than 520 bytes");
    var branches =
        branches(all, largest(all), "multi(): Multipath derivation paths have mismatched lengths");
    boolean sorted = name.startsWith("sorted");
    return branches.stream()
        .<ScriptExpression>map(branch ->
            tapscript
                ? new ScriptExpression.MultiA((int) required, branch, sorted)
                : new ScriptExpression.Multi((int) required, branch, sorted))
        .toList();
  }

  private static void requireCount(boolean tapscript, long required, int count)
      throws DescriptorException {
    int max = tapscript ? MAX_MULTI_A_KEYS : MAX_MULTI_KEYS;
    require(
        count >= 1 && count <= max,
        "Cannot have %d keys in %s; must have between 1 and %d keys, inclusive"
            .formatted(count, tapscript ? "multi_a" : "multisig", max));
    require(required >= 1, "Multisig threshold cannot be " + required + ", must be at least 1");
    require(
        required <= count,
        ("Multisig threshold cannot be larger than the number of keys; threshold is %d but only %d"
                + " keys specified")
            .formatted(required, count));
  }

  private static <T> int largest(List<List<T>> all) {
    return all.stream().mapToInt(List::size).max().orElse(1);
  }

  /** From lists of one or {@code count} each, {@code count} lists with one of each. */
  private static <T> List<List<T>> branches(List<List<T>> all, int count, String mismatch)
      throws DescriptorException {
    for (var choices : all) {
      require(choices.size() == 1 || choices.size() == count, mismatch);
    }
    var branches = new ArrayList<List<T>>();
    for (int i = 0; i < count; i++) {
      int branch = i;
      branches.add(
          all.stream().map(choices -> choices.get(choices.size() == 1 ? 0 : branch)).toList());
    }
    return branches;
  }

  private List<ScriptExpression> taproot(Span span) throws DescriptorException {
    var internalKeys = prefixed("tr(): ", span.expression().toString(), Place.TAPROOT);
    var depths = new ArrayList<Integer>();
    var scripts = new ArrayList<List<ScriptExpression>>();
    if (!span.isEmpty()) {
      if (!span.skip(",")) {
        throw new DescriptorException("tr: expected ',', got '" + span.first() + "'");
      }
      tree(span, depths, scripts);
    }
    int count = Math.max(internalKeys.size(), largest(scripts));
    var branches = branches(scripts, count, "tr(): Multipath subscripts have mismatched lengths");
    require(
        internalKeys.size() == 1 || internalKeys.size() == count,
        "tr(): Multipath internal key mismatches multipath subscripts lengths");
    var all = new ArrayList<ScriptExpression>();
    for (int i = 0; i < count; i++) {
      var leaves = new ArrayList<ScriptExpression.Leaf>();
      for (int j = 0; j < depths.size(); j++) {
        leaves.add(new ScriptExpression.Leaf(depths.get(j), branches.get(i).get(j)));
      }
      var internalKey = internalKeys.get(internalKeys.size() == 1 ? 0 : i);
      all.add(new ScriptExpression.Tr(internalKey, leaves));
    }
    return all;
  }

  private void tree(Span span, List<Integer> depths, List<List<ScriptExpression>> scripts)
      throws DescriptorException {
    // For each brace that is open, whether its left side has been read.
    var open = new ArrayList<Boolean>();
    do {
      while (span.skip("{")) {
        open.add(false);
        require(
            open.size() <= MAX_TREE_DEPTH,
            "tr() supports at most " + MAX_TREE_DEPTH + " nesting levels");
      }
      scripts.add(parse(span.expression(), Inside.TR));
      depths.add(open.size());
      while (!open.isEmpty() && open.getLast()) {
        require(span.skip("}"), "tr(): expected '}' after script expression");
        open.removeLast();
      }
      if (!open.isEmpty()) {
        require(span.skip(","), "tr(): expected ',' after script expression");
        open.set(open.size() - 1, true);
      }
    } while (!open.isEmpty());
    require(span.isEmpty(), "tr(): expected ')' after script expression");
  }

  private List<ScriptExpression> miniscript(String text, Inside inside) throws DescriptorException {
    var context = inside == Inside.WSH ? ScriptContext.P2WSH : ScriptContext.TAPSCRIPT;
    var place = inside == Inside.WSH ? Place.SEGWIT : Place.TAPROOT;
    var all = new ArrayList<List<DescriptorKey>>();
    var parsed =
        Miniscript.<Integer, DescriptorException>parse(
            text,
            context,
            key -> {
              all.add(keys.parse(key, place));
              return all.size() - 1;
            },
            index -> identity(all.get(index).getFirst()));
    if (parsed.isEmpty()) {
      throw new DescriptorException(
          switch (inside) {
            case SH -> "A function is needed within P2SH";
            case WSH -> "A function is needed within P2WSH";
            default -> "'" + text + "' is not a valid descriptor function";
          });
    }
    require(
        inside == Inside.WSH || inside == Inside.TR,
        "Miniscript expressions can only be used in wsh or tr.");
    var miniscript = parsed.get();
    var texts = new ExpressionText(format, new SigningProvider());
    new Sanity(miniscript, index -> texts.key(all.get(index).getFirst())).require();
    var branches =
        branches(
            all, largest(all), "Miniscript: Multipath derivation paths have mismatched lengths");
    return branches.stream()
        .<ScriptExpression>map(branch -> new ScriptExpression.OfMiniscript(miniscript, branch))
        .toList();
  }

  /** Equal for keys that are the same, also where they are written in different ways. */
  static Optional<Bytes> identity(DescriptorKey key) {
    return key.expand(0, new SigningProvider(), new SigningProvider());
  }
}
