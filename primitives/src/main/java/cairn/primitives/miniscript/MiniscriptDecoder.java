package cairn.primitives.miniscript;

import static cairn.primitives.Opcode.OP_0;
import static cairn.primitives.Opcode.OP_0NOTEQUAL;
import static cairn.primitives.Opcode.OP_1;
import static cairn.primitives.Opcode.OP_ADD;
import static cairn.primitives.Opcode.OP_BOOLAND;
import static cairn.primitives.Opcode.OP_BOOLOR;
import static cairn.primitives.Opcode.OP_CHECKLOCKTIMEVERIFY;
import static cairn.primitives.Opcode.OP_CHECKMULTISIG;
import static cairn.primitives.Opcode.OP_CHECKSEQUENCEVERIFY;
import static cairn.primitives.Opcode.OP_CHECKSIG;
import static cairn.primitives.Opcode.OP_CHECKSIGADD;
import static cairn.primitives.Opcode.OP_DUP;
import static cairn.primitives.Opcode.OP_ELSE;
import static cairn.primitives.Opcode.OP_ENDIF;
import static cairn.primitives.Opcode.OP_EQUAL;
import static cairn.primitives.Opcode.OP_FROMALTSTACK;
import static cairn.primitives.Opcode.OP_HASH160;
import static cairn.primitives.Opcode.OP_HASH256;
import static cairn.primitives.Opcode.OP_IF;
import static cairn.primitives.Opcode.OP_IFDUP;
import static cairn.primitives.Opcode.OP_NOTIF;
import static cairn.primitives.Opcode.OP_NUMEQUAL;
import static cairn.primitives.Opcode.OP_RIPEMD160;
import static cairn.primitives.Opcode.OP_SHA256;
import static cairn.primitives.Opcode.OP_SIZE;
import static cairn.primitives.Opcode.OP_SWAP;
import static cairn.primitives.Opcode.OP_TOALTSTACK;
import static cairn.primitives.Opcode.OP_VERIFY;

import cairn.primitives.Script;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the expression of a script. For one script.
 *
 * <p>The script is read from its end, because the last opcode says what an expression is. {@code
 * and_v} leaves no trace in it, so where an expression could begin another may stand before it.
 */
final class MiniscriptDecoder<K> {
  private static final int MAX_MULTI_A_KEYS = 999;
  private static final int MAX_MULTI_KEYS = 20;

  /** What is to be done once what is above it on the stack is. */
  private enum Task {
    /** One expression, neither {@code and_v} nor wrapped in {@code a:} or {@code s:}. */
    SINGLE,
    /** One expression or a row of them, each joined to the next by {@code and_v}. */
    ROW,
    /** An expression wrapped in {@code a:} or {@code s:}. */
    WRAPPED,
    SWAP,
    ALT,
    CHECK,
    DUP_IF,
    VERIFY,
    NON_ZERO,
    ZERO_NOT_EQUAL,
    /** Whether something stands before that an {@code and_v} joins. */
    MAYBE_AND_V,
    AND_V,
    AND_B,
    OR_B,
    OR_C,
    OR_D,
    ANDOR,
    THRESH_PART,
    THRESH_END,
    /** What comes before an ENDIF and the expression before it. */
    ENDIF,
    ENDIF_NOTIF,
    ENDIF_ELSE
  }

  /**
   * A task.
   *
   * @param count of the parts of {@code thresh} so far
   * @param k of {@code thresh}
   */
  private record Step(Task task, int count, long k) {}

  private final List<ReversedScript.Token> script;
  private final ScriptContext context;
  private final ScriptKeys<K> keys;
  private final ArrayDeque<Step> steps = new ArrayDeque<>();
  private final ArrayList<Node<K>> done = new ArrayList<>();
  private int at;

  private MiniscriptDecoder(
      List<ReversedScript.Token> script, ScriptContext context, ScriptKeys<K> keys) {
    this.script = script;
    this.context = context;
    this.keys = keys;
  }

  /** The expression; empty if the script stands for none that is valid. */
  static <K> Optional<Node<K>> decode(Script script, ScriptContext context, ScriptKeys<K> keys) {
    if (script.length() > context.maxScriptLength()) {
      return Optional.empty();
    }
    return ReversedScript.of(script)
        .flatMap(tokens -> new MiniscriptDecoder<>(tokens, context, keys).decode());
  }

  private Optional<Node<K>> decode() {
    push(Task.ROW);
    while (!steps.isEmpty()) {
      if ((!done.isEmpty() && !done.getLast().isValid()) || !perform(steps.pop())) {
        return Optional.empty();
      }
    }
    return done.size() == 1 && at == script.size() && done.getFirst().isValidTopLevel()
        ? Optional.of(done.getFirst())
        : Optional.empty();
  }

  private void push(Task... tasks) {
    for (var task : tasks) {
      steps.push(new Step(task, 0, 0));
    }
  }

  private boolean perform(Step step) {
    return switch (step.task) {
      case SINGLE -> readSingle();
      case ROW -> then(0, Task.MAYBE_AND_V, Task.SINGLE);
      case WRAPPED ->
          at < script.size()
              && (is(0, OP_FROMALTSTACK)
                  ? then(1, Task.ALT, Task.ROW)
                  : then(0, Task.SWAP, Task.ROW));
      case MAYBE_AND_V -> {
        if (at < script.size()
            && !is(0, OP_IF)
            && !is(0, OP_ELSE)
            && !is(0, OP_NOTIF)
            && !is(0, OP_TOALTSTACK)
            && !is(0, OP_SWAP)) {
          push(Task.AND_V, Task.ROW);
        }
        yield true;
      }
      case SWAP -> take(OP_SWAP) && wrap(Fragment.WRAP_S);
      case ALT -> take(OP_TOALTSTACK) && wrap(Fragment.WRAP_A);
      case CHECK -> wrap(Fragment.WRAP_C);
      case DUP_IF -> wrap(Fragment.WRAP_D);
      case VERIFY -> wrap(Fragment.WRAP_V);
      case NON_ZERO -> wrap(Fragment.WRAP_J);
      case ZERO_NOT_EQUAL -> wrap(Fragment.WRAP_N);
      case AND_V -> join(Fragment.AND_V);
      case AND_B -> join(Fragment.AND_B);
      case OR_B -> join(Fragment.OR_B);
      case OR_C -> join(Fragment.OR_C);
      case OR_D -> join(Fragment.OR_D);
      case ANDOR -> joinThree();
      case THRESH_PART -> threshPart(step);
      case THRESH_END -> threshEnd(step);
      case ENDIF -> endif();
      case ENDIF_NOTIF ->
          at < script.size()
              && (is(0, OP_IFDUP)
                  ? then(1, Task.OR_D, Task.SINGLE)
                  : then(0, Task.OR_C, Task.SINGLE));
      case ENDIF_ELSE -> endifElse();
    };
  }

  /** Goes on behind {@code count} opcodes, with these tasks, the last first. */
  private boolean then(int count, Task... tasks) {
    at += count;
    push(tasks);
    return true;
  }

  private boolean is(int ahead, int opcode) {
    return at + ahead < script.size() && script.get(at + ahead).opcode() == opcode;
  }

  private boolean take(int opcode) {
    boolean isThere = is(0, opcode);
    at += isThere ? 1 : 0;
    return isThere;
  }

  private ReversedScript.Token token(int ahead) {
    return script.get(at + ahead);
  }

  private int left() {
    return script.size() - at;
  }

  /** The number that is pushed, or {@link Numbers#NONE}. */
  private long number(int ahead) {
    return at + ahead < script.size() ? token(ahead).number() : Numbers.NONE;
  }

  private boolean wrap(Fragment fragment) {
    return !done.isEmpty() && done.add(Node.of(fragment, context, done.removeLast()));
  }

  private boolean join(Fragment fragment) {
    if (done.size() < 2) {
      return false;
    }
    var first = done.removeLast();
    return done.add(Node.of(fragment, context, first, done.removeLast()));
  }

  private boolean joinThree() {
    if (done.size() < 3) {
      return false;
    }
    var x = done.removeLast();
    var z = done.removeLast();
    return done.add(Node.of(Fragment.ANDOR, context, x, done.removeLast(), z));
  }

  private boolean readSingle() {
    if (at >= script.size()) {
      return false;
    }
    if (take(OP_1)) {
      return done.add(Node.leaf(Fragment.JUST_1, context));
    }
    if (take(OP_0)) {
      return done.add(Node.leaf(Fragment.JUST_0, context));
    }
    int pushed = token(0).push().length();
    if (pushed == 33 || pushed == 32) {
      return readKey();
    }
    if (left() >= 5
        && is(0, OP_VERIFY)
        && is(1, OP_EQUAL)
        && is(3, OP_HASH160)
        && is(4, OP_DUP)
        && token(2).push().length() == 20) {
      return readKeyHash();
    }
    if (is(0, OP_CHECKSEQUENCEVERIFY) && number(1) != Numbers.NONE) {
      return readLock(Fragment.OLDER);
    }
    if (is(0, OP_CHECKLOCKTIMEVERIFY) && number(1) != Numbers.NONE) {
      return readLock(Fragment.AFTER);
    }
    var hash = hashFragment();
    if (hash != null) {
      done.add(Node.hash(hash, context, token(1).push()));
      at += 7;
      return true;
    }
    if (left() >= 3 && is(0, OP_CHECKMULTISIG)) {
      return readMulti();
    }
    if (left() >= 4 && is(0, OP_NUMEQUAL)) {
      return readMultiA();
    }
    return readComposed();
  }

  /**
   * Wrappers and functions. Only {@link Task#SINGLE} is sought inside of them, since {@code and_v}
   * can as well stand around them: {@code c:and_v(X,Y)} is the script of {@code and_v(X,c:Y)}.
   */
  private boolean readComposed() {
    if (is(0, OP_CHECKSIG)) {
      return then(1, Task.CHECK, Task.SINGLE);
    }
    if (is(0, OP_VERIFY)) {
      return then(1, Task.VERIFY, Task.SINGLE);
    }
    if (is(0, OP_0NOTEQUAL)) {
      return then(1, Task.ZERO_NOT_EQUAL, Task.SINGLE);
    }
    if (left() >= 3 && is(0, OP_EQUAL) && number(1) != Numbers.NONE) {
      long k = number(1);
      at += 2;
      steps.push(new Step(Task.THRESH_PART, 0, k));
      return k >= 1;
    }
    if (is(0, OP_ENDIF)) {
      return then(1, Task.ENDIF, Task.ROW);
    }
    if (is(0, OP_BOOLAND)) {
      return then(1, Task.AND_B, Task.SINGLE, Task.WRAPPED);
    }
    return is(0, OP_BOOLOR) && then(1, Task.OR_B, Task.SINGLE, Task.WRAPPED);
  }

  private boolean readKey() {
    var key = keys.ofBytes(token(0).push());
    at++;
    return key.isPresent() && done.add(Node.key(Fragment.PK_K, context, key.get()));
  }

  private boolean readKeyHash() {
    var key = keys.ofHash(token(2).push());
    at += 5;
    return key.isPresent() && done.add(Node.key(Fragment.PK_H, context, key.get()));
  }

  private boolean readLock(Fragment fragment) {
    long value = number(1);
    at += 2;
    return value >= 1
        && value <= Integer.MAX_VALUE
        && done.add(Node.lock(fragment, context, (int) value));
  }

  private @Nullable Fragment hashFragment() {
    if (left() < 7
        || !is(0, OP_EQUAL)
        || !is(3, OP_VERIFY)
        || !is(4, OP_EQUAL)
        || number(5) != 32
        || !is(6, OP_SIZE)) {
      return null;
    }
    return switch (token(2).opcode() * 64 + token(1).push().length()) {
      case OP_SHA256 * 64 + 32 -> Fragment.SHA256;
      case OP_RIPEMD160 * 64 + 20 -> Fragment.RIPEMD160;
      case OP_HASH256 * 64 + 32 -> Fragment.HASH256;
      case OP_HASH160 * 64 + 20 -> Fragment.HASH160;
      default -> null;
    };
  }

  private boolean readMulti() {
    long count = number(1);
    if (context.isTapscript() || count < 1 || count > MAX_MULTI_KEYS || left() < 3 + count) {
      return false;
    }
    var all = new ArrayList<K>();
    for (int i = 0; i < count; i++) {
      var bytes = token(2 + i).push();
      var key = bytes.length() == 33 ? keys.ofBytes(bytes) : Optional.<K>empty();
      if (key.isEmpty()) {
        return false;
      }
      all.add(key.get());
    }
    long k = number(2 + (int) count);
    at += 3 + (int) count;
    return finishMulti(Fragment.MULTI, k, all);
  }

  private boolean readMultiA() {
    long k = number(1);
    if (!context.isTapscript() || k < 1 || k > MAX_MULTI_A_KEYS) {
      return false;
    }
    var all = new ArrayList<K>();
    boolean isLast = false;
    for (int i = 2; !isLast; i += 2) {
      isLast = is(i, OP_CHECKSIG);
      if (left() < i + 2 || !(isLast || is(i, OP_CHECKSIGADD)) || all.size() == MAX_MULTI_A_KEYS) {
        return false;
      }
      var bytes = token(i + 1).push();
      var key = bytes.length() == 32 ? keys.ofBytes(bytes) : Optional.<K>empty();
      if (key.isEmpty()) {
        return false;
      }
      all.add(key.get());
    }
    at += 2 + 2 * all.size();
    return finishMulti(Fragment.MULTI_A, k, all);
  }

  private boolean finishMulti(Fragment fragment, long k, List<K> reversed) {
    if (k < 1 || k > reversed.size()) {
      return false;
    }
    Collections.reverse(reversed);
    return done.add(Node.multi(fragment, context, (int) k, reversed));
  }

  private boolean threshPart(Step step) {
    if (at >= script.size()) {
      return false;
    }
    if (take(OP_ADD)) {
      steps.push(new Step(Task.THRESH_PART, step.count + 1, step.k));
      push(Task.WRAPPED);
    } else {
      steps.push(new Step(Task.THRESH_END, step.count + 1, step.k));
      push(Task.SINGLE);
    }
    return true;
  }

  private boolean threshEnd(Step step) {
    if (step.k > step.count || done.size() < step.count) {
      return false;
    }
    var parts = done.subList(done.size() - step.count, done.size());
    var node = Node.thresh(context, (int) step.k, List.copyOf(parts.reversed()));
    parts.clear();
    return done.add(node);
  }

  private boolean endif() {
    if (is(0, OP_ELSE)) {
      return then(1, Task.ENDIF_ELSE, Task.ROW);
    }
    if (is(0, OP_IF) && is(1, OP_DUP)) {
      return then(2, Task.DUP_IF);
    }
    if (is(0, OP_IF) && is(1, OP_0NOTEQUAL) && is(2, OP_SIZE)) {
      return then(3, Task.NON_ZERO);
    }
    return is(0, OP_NOTIF) && then(1, Task.ENDIF_NOTIF);
  }

  private boolean endifElse() {
    if (take(OP_IF)) {
      return join(Fragment.OR_I);
    }
    return is(0, OP_NOTIF) && then(1, Task.ANDOR, Task.SINGLE);
  }
}
