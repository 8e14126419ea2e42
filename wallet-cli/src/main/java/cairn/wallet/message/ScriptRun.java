package cairn.wallet.message;

import cairn.primitives.Bytes;
import cairn.primitives.Opcode;
import cairn.primitives.Script;
import cairn.primitives.ScriptNumber;
import cairn.primitives.ScriptReader;
import cairn.primitives.Sha256;
import cairn.primitives.TxIn;
import cairn.primitives.crypto.Hash160;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs a script with the operations that wallets use: keys, hashes, time locks and branches. What
 * else there may be in a script is not understood, rather than wrong. For one run.
 */
final class ScriptRun {
  /** Where a script stands. */
  enum Kind {
    LEGACY,
    SEGWIT,
    TAPSCRIPT
  }

  private static final int MAX_STACK = 1000;
  private static final int LOCK_TIME_LENGTH = 5;
  private static final long LOCK_TIME_THRESHOLD = 500_000_000;
  private static final long SEQUENCE_DISABLED = 1L << 31;
  private static final long SEQUENCE_TYPE = 1L << 22;
  private static final long SEQUENCE_MASK = SEQUENCE_TYPE | 0xffff;
  private static final Bytes TRUE = Bytes.of(1);

  private final SpendingTransaction spending;
  private final int index;
  private final Kind kind;
  private final Script script;
  private final Bytes leafHash;
  private final List<Bytes> stack;

  /** Of each branch that is open, whether it is taken. */
  private final Deque<Boolean> branches = new ArrayDeque<>();

  ScriptRun(
      SpendingTransaction spending,
      int index,
      Kind kind,
      Script script,
      Bytes leafHash,
      List<Bytes> stack) {
    this.spending = spending;
    this.index = index;
    this.kind = kind;
    this.script = script;
    this.leafHash = leafHash;
    this.stack = new ArrayList<>(stack);
  }

  /** Ends a script that fails. */
  private static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    Failure() {
      super("the script fails", null, false, false);
    }
  }

  /** The number that an operation from OP_1NEGATE to OP_16 pushes; null for another operation. */
  static @Nullable Bytes smallNumber(int opcode) {
    if (opcode == Opcode.OP_1NEGATE) {
      return ScriptNumber.encode(-1);
    }
    return opcode >= Opcode.OP_1 && opcode <= Opcode.OP_16
        ? ScriptNumber.encode(opcode - Opcode.OP_1 + 1L)
        : null;
  }

  /** Whether the script ends with nothing but a true value. */
  boolean run() throws UnknownScriptException {
    try {
      var reader = script.reader();
      while (reader.hasNext()) {
        require(reader.next() && stack.size() <= MAX_STACK);
        step(reader);
      }
      return branches.isEmpty() && stack.size() == 1 && isTrue(stack.getFirst());
    } catch (Failure e) {
      return false;
    }
  }

  private void step(ScriptReader reader) throws Failure, UnknownScriptException {
    int opcode = reader.opcode();
    switch (opcode) {
      case Opcode.OP_IF, Opcode.OP_NOTIF -> branch(opcode == Opcode.OP_IF);
      case Opcode.OP_ELSE -> {
        require(!branches.isEmpty());
        branches.push(!branches.pop());
      }
      case Opcode.OP_ENDIF -> {
        require(!branches.isEmpty());
        branches.pop();
      }
      default -> {
        if (!branches.contains(false)) {
          var number = smallNumber(opcode);
          if (number != null) {
            stack.add(number);
          } else if (reader.isPush()) {
            stack.add(reader.push());
          } else {
            operate(opcode);
          }
        }
      }
    }
  }

  private void branch(boolean wanted) throws Failure {
    if (branches.contains(false)) {
      branches.push(false);
      return;
    }
    var condition = pop();
    // Anything else could be changed by others (BIP 341, and relay before it).
    require(condition.isEmpty() || condition.equals(TRUE));
    branches.push(isTrue(condition) == wanted);
  }

  private void operate(int opcode) throws Failure, UnknownScriptException {
    switch (opcode) {
      case Opcode.OP_DUP -> stack.add(peek());
      case Opcode.OP_IFDUP -> {
        if (isTrue(peek())) {
          stack.add(peek());
        }
      }
      case Opcode.OP_DROP -> pop();
      case Opcode.OP_SWAP -> {
        var upper = pop();
        var lower = pop();
        stack.add(upper);
        stack.add(lower);
      }
      case Opcode.OP_SIZE -> stack.add(ScriptNumber.encode(peek().length()));
      case Opcode.OP_VERIFY -> require(isTrue(pop()));
      case Opcode.OP_EQUAL -> push(pop().equals(pop()));
      case Opcode.OP_EQUALVERIFY -> require(pop().equals(pop()));
      case Opcode.OP_SHA256 -> stack.add(Sha256.hash(pop()));
      case Opcode.OP_HASH256 -> stack.add(Sha256.doubleHash(pop()));
      case Opcode.OP_HASH160 -> stack.add(Hash160.hash(pop()));
      case Opcode.OP_ADD -> stack.add(ScriptNumber.encode(number() + number()));
      case Opcode.OP_BOOLAND -> {
        boolean upper = number() != 0;
        push(number() != 0 && upper);
      }
      case Opcode.OP_BOOLOR -> {
        boolean upper = number() != 0;
        push(number() != 0 || upper);
      }
      case Opcode.OP_NUMEQUAL -> push(areNumbersEqual());
      case Opcode.OP_NUMEQUALVERIFY -> require(areNumbersEqual());
      case Opcode.OP_0NOTEQUAL -> push(number() != 0);
      case Opcode.OP_CHECKLOCKTIMEVERIFY -> require(isAfter(number(peek(), LOCK_TIME_LENGTH)));
      case Opcode.OP_CHECKSEQUENCEVERIFY -> require(isOlder(number(peek(), LOCK_TIME_LENGTH)));
      case Opcode.OP_CHECKSIG -> push(checkSig());
      case Opcode.OP_CHECKSIGVERIFY -> require(checkSig());
      case Opcode.OP_CHECKSIGADD -> checkSigAdd();
      case Opcode.OP_CHECKMULTISIG -> push(checkMultisig());
      case Opcode.OP_CHECKMULTISIGVERIFY -> require(checkMultisig());
      default ->
          throw new UnknownScriptException("a script with operation 0x%02x".formatted(opcode));
    }
  }

  private static void require(boolean condition) throws Failure {
    if (!condition) {
      throw new Failure();
    }
  }

  private Bytes pop() throws Failure {
    require(!stack.isEmpty());
    return stack.removeLast();
  }

  private Bytes peek() throws Failure {
    require(!stack.isEmpty());
    return stack.getLast();
  }

  private void push(boolean value) {
    stack.add(value ? TRUE : Bytes.EMPTY);
  }

  private long number() throws Failure {
    return number(pop(), ScriptNumber.DEFAULT_MAX_LENGTH);
  }

  private boolean areNumbersEqual() throws Failure {
    long upper = number();
    return number() == upper;
  }

  private static long number(Bytes bytes, int maxLength) throws Failure {
    OptionalLong number = ScriptNumber.decode(bytes, true, maxLength);
    require(number.isPresent());
    return number.getAsLong();
  }

  private static boolean isTrue(Bytes value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.get(i) != 0) {
        return i < value.length() - 1 || value.unsigned(i) != 0x80;
      }
    }
    return false;
  }

  /** BIP 65. */
  private boolean isAfter(long lockTime) {
    var transaction = spending.transaction();
    long own = transaction.lockTime();
    return lockTime >= 0
        && (own < LOCK_TIME_THRESHOLD) == (lockTime < LOCK_TIME_THRESHOLD)
        && lockTime <= own
        && transaction.inputs().get(index).sequence() != TxIn.SEQUENCE_FINAL;
  }

  /** BIP 112. */
  private boolean isOlder(long sequence) {
    if (sequence < 0) {
      return false;
    }
    if ((sequence & SEQUENCE_DISABLED) != 0) {
      return true;
    }
    long own = spending.transaction().inputs().get(index).sequence();
    if (spending.transaction().version() < 2 || (own & SEQUENCE_DISABLED) != 0) {
      return false;
    }
    long mine = own & SEQUENCE_MASK;
    long wanted = sequence & SEQUENCE_MASK;
    return (mine < SEQUENCE_TYPE) == (wanted < SEQUENCE_TYPE) && wanted <= mine;
  }

  private boolean checkSig() throws Failure, UnknownScriptException {
    var key = pop();
    return check(pop(), key);
  }

  /**
   * Whether a signature is right; an empty one is not, and any other that is not ends the script.
   */
  private boolean check(Bytes signature, Bytes key) throws Failure, UnknownScriptException {
    if (kind == Kind.TAPSCRIPT && key.length() != 32) {
      require(!key.isEmpty());
      throw new UnknownScriptException("a key of a future kind");
    }
    if (signature.isEmpty()) {
      return false;
    }
    require(
        kind == Kind.TAPSCRIPT
            ? Signatures.schnorr(spending, index, signature, key, leafHash)
            : ecdsa(signature, key));
    return true;
  }

  private boolean ecdsa(Bytes signature, Bytes key) {
    return Signatures.ecdsa(spending, index, signature, key, script, kind == Kind.SEGWIT);
  }

  private void checkSigAdd() throws Failure, UnknownScriptException {
    if (kind != Kind.TAPSCRIPT) {
      throw new UnknownScriptException("CHECKSIGADD outside of Taproot");
    }
    var key = pop();
    long count = number();
    stack.add(ScriptNumber.encode(count + (check(pop(), key) ? 1 : 0)));
  }

  private boolean checkMultisig() throws Failure, UnknownScriptException {
    if (kind == Kind.TAPSCRIPT) {
      throw new UnknownScriptException("CHECKMULTISIG in Taproot");
    }
    var keys = popSome(Script.MAX_PUBLIC_KEYS_PER_MULTISIG);
    var signatures = popSome(keys.size());
    require(pop().isEmpty()); // one more than it needs, which others could change
    int key = 0;
    int right = 0;
    while (right < signatures.size() && signatures.size() - right <= keys.size() - key) {
      if (ecdsa(signatures.get(right), keys.get(key))) {
        right++;
      }
      key++;
    }
    boolean all = right == signatures.size();
    require(all || signatures.stream().allMatch(Bytes::isEmpty));
    return all;
  }

  private List<Bytes> popSome(int most) throws Failure {
    long count = number();
    require(count >= 0 && count <= most);
    var items = new ArrayList<Bytes>();
    for (int i = 0; i < count; i++) {
      items.add(pop());
    }
    return items;
  }
}
