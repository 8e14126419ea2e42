package cairn.primitives.miniscript;

import cairn.primitives.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions from text. For one text.
 *
 * <p>What is still to be done is on a stack of {@link Step}s, the nodes that are done on another.
 * The length of the script is counted as it is known, so that reading stops soon after it is too
 * long.
 */
final class MiniscriptParser<K, X extends Exception> {
  private static final int MAX_MULTI_A_KEYS = 999;
  private static final int MAX_MULTI_KEYS = 20;
  private static final Map<String, Fragment> PAIRS =
      Map.of(
          "and_b(", Fragment.AND_B,
          "and_v(", Fragment.AND_V,
          "or_b(", Fragment.OR_B,
          "or_c(", Fragment.OR_C,
          "or_d(", Fragment.OR_D,
          "or_i(", Fragment.OR_I);
  private static final Map<Character, Fragment> WRAPPERS =
      Map.of(
          'a', Fragment.WRAP_A,
          's', Fragment.WRAP_S,
          'c', Fragment.WRAP_C,
          'd', Fragment.WRAP_D,
          'v', Fragment.WRAP_V,
          'j', Fragment.WRAP_J,
          'n', Fragment.WRAP_N);

  /** What is to be done once what is above it on the stack is. */
  private sealed interface Step {
    /** Read an expression, perhaps with wrappers before it. */
    record Expression() implements Step {}

    /** Read this character. */
    record Expect(char character) implements Step {}

    /** Make a node of the last one, two or three. */
    record Build(Fragment fragment) implements Step {}

    /** Make {@code or_i(X,0)}. */
    record Likely() implements Step {}

    /** Make {@code and_v(X,1)}. */
    record True() implements Step {}

    /** Make {@code andor(X,Y,0)}. */
    record AndN() implements Step {}

    /** Read one more part of {@code thresh}, or its end. */
    record Thresh(int count, long k) implements Step {}
  }

  private final String text;
  private final ScriptContext context;
  private final KeyReader<K, X> keys;
  private final ArrayDeque<Step> steps = new ArrayDeque<>();
  private final ArrayList<Node<K>> done = new ArrayList<>();
  private int at;
  private long scriptLength = 1;

  MiniscriptParser(String text, ScriptContext context, KeyReader<K, X> keys) {
    this.text = text;
    this.context = context;
    this.keys = keys;
  }

  Optional<Node<K>> parse() throws X {
    steps.push(new Step.Expression());
    while (!steps.isEmpty()) {
      if (scriptLength > context.maxScriptLength() || !perform(steps.pop())) {
        return Optional.empty();
      }
    }
    return at == text.length() ? Optional.of(done.getFirst()) : Optional.empty();
  }

  private boolean perform(Step step) throws X {
    return switch (step) {
      case Step.Expression() -> readWrappers() && readExpression();
      case Step.Expect(var character) -> skip(String.valueOf(character));
      case Step.Build(var fragment) -> {
        build(fragment);
        yield true;
      }
      case Step.Likely() -> {
        var zero = Node.<K>leaf(Fragment.JUST_0, context);
        yield done.add(Node.of(Fragment.OR_I, context, done.removeLast(), zero));
      }
      case Step.True() -> {
        var one = Node.<K>leaf(Fragment.JUST_1, context);
        yield done.add(Node.of(Fragment.AND_V, context, done.removeLast(), one));
      }
      case Step.AndN() -> {
        done.add(Node.leaf(Fragment.JUST_0, context));
        build(Fragment.ANDOR);
        yield true;
      }
      case Step.Thresh(var count, var k) -> continueThresh(count, k);
    };
  }

  private void build(Fragment fragment) {
    var last = done.removeLast();
    if (fragment == Fragment.WRAP_V && last.type().has("x")) {
      scriptLength++;
    }
    if (fragment.isWrapper()) {
      done.add(Node.of(fragment, context, last));
    } else if (fragment == Fragment.ANDOR) {
      var middle = done.removeLast();
      done.add(Node.of(fragment, context, done.removeLast(), middle, last));
    } else {
      done.add(Node.of(fragment, context, done.removeLast(), last));
    }
  }

  /** The letters before a colon. */
  private boolean readWrappers() {
    int colon = at + 1;
    while (colon < text.length() && text.charAt(colon) >= 'a' && text.charAt(colon) <= 'z') {
      colon++;
    }
    if (colon >= text.length() || text.charAt(colon) != ':') {
      return true;
    }
    char previous = 0;
    for (; at < colon; at++) {
      char letter = text.charAt(at);
      // v: may add nothing to the script, so nothing else would stop a row of them.
      if (scriptLength > context.maxScriptLength() || (letter == 'v' && previous == 'v')) {
        return false;
      }
      if (!addWrapper(letter)) {
        return false;
      }
      previous = letter;
    }
    at++;
    return true;
  }

  private boolean addWrapper(char letter) {
    scriptLength +=
        switch (letter) {
          case 'a' -> 2;
          case 's', 'c', 'n', 't' -> 1;
          case 'd' -> 3;
          case 'j', 'u', 'l' -> 4;
          default -> 0;
        };
    switch (letter) {
      case 'u' -> steps.push(new Step.Likely());
      case 't' -> steps.push(new Step.True());
      case 'l' -> {
        done.add(Node.leaf(Fragment.JUST_0, context));
        steps.push(new Step.Build(Fragment.OR_I));
      }
      default -> {
        var wrapper = WRAPPERS.get(letter);
        if (wrapper == null) {
          return false;
        }
        steps.push(new Step.Build(wrapper));
      }
    }
    return true;
  }

  private boolean readExpression() throws X {
    if (skip("0")) {
      return done.add(Node.leaf(Fragment.JUST_0, context));
    }
    if (skip("1")) {
      return done.add(Node.leaf(Fragment.JUST_1, context));
    }
    int key = 1 + context.keyLength();
    if (startsWith("pk(")) {
      return readKey("pk", Fragment.PK_K, true, key);
    } else if (startsWith("pkh(")) {
      return readKey("pkh", Fragment.PK_H, true, 24);
    } else if (startsWith("pk_k(")) {
      return readKey("pk_k", Fragment.PK_K, false, key - 1);
    } else if (startsWith("pk_h(")) {
      return readKey("pk_h", Fragment.PK_H, false, 23);
    } else if (startsWith("sha256(")) {
      return readHash("sha256", Fragment.SHA256, 32);
    } else if (startsWith("ripemd160(")) {
      return readHash("ripemd160", Fragment.RIPEMD160, 20);
    } else if (startsWith("hash256(")) {
      return readHash("hash256", Fragment.HASH256, 32);
    } else if (startsWith("hash160(")) {
      return readHash("hash160", Fragment.HASH160, 20);
    } else if (startsWith("after(")) {
      return readLock("after", Fragment.AFTER);
    } else if (startsWith("older(")) {
      return readLock("older", Fragment.OLDER);
    } else if (skip("multi(")) {
      return readMulti(Fragment.MULTI);
    } else if (skip("multi_a(")) {
      return readMulti(Fragment.MULTI_A);
    } else if (skip("thresh(")) {
      return beginThresh();
    } else if (skip("andor(")) {
      return begin(new Step.Build(Fragment.ANDOR), 3, 5);
    } else if (skip("and_n(")) {
      return begin(new Step.AndN(), 2, 5);
    }
    for (var pair : PAIRS.entrySet()) {
      if (skip(pair.getKey())) {
        var fragment = pair.getValue();
        var sizes =
            switch (fragment) {
              case AND_V -> 1;
              case AND_B, OR_B -> 2;
              case OR_C -> 3;
              default -> 4;
            };
        return begin(new Step.Build(fragment), 2, sizes);
      }
    }
    return false;
  }

  /** Begins a function with {@code count} expressions in it. */
  private boolean begin(Step build, int count, int addedLength) {
    steps.push(build);
    steps.push(new Step.Expect(')'));
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        steps.push(new Step.Expect(','));
      }
      steps.push(new Step.Expression());
    }
    scriptLength += addedLength;
    return true;
  }

  private boolean readKey(String name, Fragment fragment, boolean checked, int addedLength)
      throws X {
    var inner = function(name);
    if (inner == null) {
      return false;
    }
    var node = Node.key(fragment, context, keys.read(inner));
    scriptLength += addedLength;
    return done.add(checked ? Node.of(Fragment.WRAP_C, context, node) : node);
  }

  private boolean readHash(String name, Fragment fragment, int length) {
    var inner = function(name);
    if (inner == null || inner.length() != 2 * length) {
      return false;
    }
    try {
      done.add(Node.hash(fragment, context, Bytes.fromHex(inner)));
    } catch (IllegalArgumentException e) {
      return false;
    }
    scriptLength += 6 + length;
    return true;
  }

  private boolean readLock(String name, Fragment fragment) {
    var inner = function(name);
    long value = inner == null ? -1 : Numbers.parse(inner);
    if (value < 1 || value > Integer.MAX_VALUE) {
      return false;
    }
    scriptLength += Node.numberLength(value);
    return done.add(Node.lock(fragment, context, (int) value));
  }

  private boolean readMulti(Fragment fragment) throws X {
    boolean tapscript = fragment == Fragment.MULTI_A;
    int comma = find(',');
    if (context.isTapscript() != tapscript || comma <= at) {
      return false;
    }
    long k = Numbers.parse(text.substring(at, comma));
    at = comma + 1;
    if (k == Numbers.NONE) {
      return false;
    }
    var all = new ArrayList<K>();
    boolean more = true;
    while (more) {
      comma = find(',');
      more = comma >= 0;
      int end = more ? comma : find(')');
      if (end <= at) {
        return false;
      }
      all.add(keys.read(text.substring(at, end)));
      at = end + 1;
    }
    int count = all.size();
    if (count > (tapscript ? MAX_MULTI_A_KEYS : MAX_MULTI_KEYS) || k < 1 || k > count) {
      return false;
    }
    var node = Node.multi(fragment, context, (int) k, all);
    scriptLength += node.scriptLength() - 1;
    return done.add(node);
  }

  private boolean beginThresh() {
    int comma = find(',');
    long k = comma <= at ? Numbers.NONE : Numbers.parse(text.substring(at, comma));
    if (k < 1) {
      return false;
    }
    at = comma + 1;
    steps.push(new Step.Thresh(1, k));
    steps.push(new Step.Expression());
    scriptLength += 1 + Node.numberLength(k);
    return true;
  }

  private boolean continueThresh(int count, long k) {
    if (skip(",")) {
      steps.push(new Step.Thresh(count + 1, k));
      steps.push(new Step.Expression());
      scriptLength += 2;
      return true;
    }
    if (!skip(")") || k > count) {
      return false;
    }
    var parts = done.subList(done.size() - count, done.size());
    var node = Node.thresh(context, (int) k, List.copyOf(parts));
    parts.clear();
    return done.add(node);
  }

  private boolean startsWith(String prefix) {
    return text.startsWith(prefix, at);
  }

  private boolean skip(String prefix) {
    boolean isThere = startsWith(prefix);
    at += isThere ? prefix.length() : 0;
    return isThere;
  }

  /** What is between the parentheses of the function that begins here; null if they do not fit. */
  private @Nullable String function(String name) {
    int end = Expressions.end(text, at);
    int from = at + name.length() + 1;
    at = end;
    return end > from && text.charAt(end - 1) == ')' ? text.substring(from, end - 1) : null;
  }

  /** Where the character is next, before any closing parenthesis but itself; or -1. */
  private int find(char character) {
    for (int i = at; i < text.length(); i++) {
      if (text.charAt(i) == character) {
        return i;
      }
      if (text.charAt(i) == ')') {
        return -1;
      }
    }
    return -1;
  }
}
