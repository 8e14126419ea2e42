package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.BAD_OPCODE;
import static cairn.ledger.script.ScriptError.DISABLED_OPCODE;
import static cairn.ledger.script.ScriptError.MINIMALDATA;
import static cairn.ledger.script.ScriptError.OP_COUNT;
import static cairn.ledger.script.ScriptError.PUSH_SIZE;
import static cairn.ledger.script.ScriptError.SCRIPTNUM;
import static cairn.ledger.script.ScriptError.SCRIPT_SIZE;
import static cairn.ledger.script.ScriptError.STACK_SIZE;
import static cairn.ledger.script.ScriptError.UNBALANCED_CONDITIONAL;
import static cairn.ledger.script.SigVersion.Ecdsa.BASE;
import static cairn.primitives.Opcode.OP_1;
import static cairn.primitives.Opcode.OP_16;
import static cairn.primitives.Opcode.OP_CHECKSIGADD;
import static cairn.primitives.Opcode.OP_CODESEPARATOR;
import static cairn.primitives.Opcode.OP_ENDIF;
import static cairn.primitives.Opcode.OP_HASH256;
import static cairn.primitives.Opcode.OP_IF;
import static cairn.primitives.Opcode.OP_NOP1;
import static cairn.primitives.Opcode.OP_NOP10;
import static cairn.primitives.Opcode.OP_PUSHDATA4;
import static cairn.primitives.Opcode.OP_RESERVED;
import static cairn.primitives.Opcode.OP_RESERVED2;
import static cairn.primitives.Opcode.OP_RETURN;
import static cairn.primitives.Opcode.OP_WITHIN;

import cairn.primitives.Opcode;
import cairn.primitives.Script;
import cairn.primitives.ScriptNumber;
import cairn.primitives.ScriptReader;
import cairn.primitives.sighash.TaprootContext;

/**
 * One script being executed: the loop over its opcodes, its limits, and what the opcodes act on.
 * What each opcode does is said in the classes that this one dispatches to, grouped as in {@link
 * Opcode}. Not thread-safe.
 *
 * <p>The checks stand in Core's order (EvalScript), as the first that fails names the error.
 */
final class Execution {
  /** How many bytes an element of the stack may have. */
  static final int MAX_ELEMENT_LENGTH = 520;

  /** How many elements both stacks may have together. */
  static final int MAX_STACK_SIZE = 1000;

  /** How many opcodes that do more than push a script may have; keys of a multisig count too. */
  private static final int MAX_OPS = 201;

  final Stack stack;
  final Stack altStack = new Stack();
  final Branches branches = new Branches();
  final SigVersion version;
  final SignatureChecker checker;

  private final ScriptFlags flags;
  private final Script script;
  private final ScriptReader reader;
  private final boolean requireMinimal;
  private int opCount;
  private int opcodeIndex;
  private Script scriptCode;
  private int codeSeparator = TaprootContext.NO_CODE_SEPARATOR;

  private Execution(
      Script script, Stack stack, SigVersion version, ScriptFlags flags, SignatureChecker checker) {
    this.stack = stack;
    this.version = version;
    this.flags = flags;
    this.checker = checker;
    this.script = script;
    this.reader = script.reader();
    this.requireMinimal = flags.contains(ScriptFlag.MINIMALDATA);
    this.scriptCode = script;
  }

  /** Executes {@code script} on {@code stack}, which it leaves as the script does. */
  static void run(
      Script script, Stack stack, SigVersion version, ScriptFlags flags, SignatureChecker checker)
      throws ScriptFailure {
    new Execution(script, stack, version, flags, checker).run();
  }

  private void run() throws ScriptFailure {
    if (!isTapscript() && script.length() > Script.MAX_LENGTH) {
      throw new ScriptFailure(SCRIPT_SIZE);
    }
    for (; reader.hasNext(); opcodeIndex++) {
      if (!reader.next()) {
        throw new ScriptFailure(BAD_OPCODE);
      }
      step(reader.opcode());
      if (stack.size() + altStack.size() > MAX_STACK_SIZE) {
        throw new ScriptFailure(STACK_SIZE);
      }
    }
    if (!branches.isEmpty()) {
      throw new ScriptFailure(UNBALANCED_CONDITIONAL);
    }
  }

  private void step(int opcode) throws ScriptFailure {
    if (reader.pushLength() > MAX_ELEMENT_LENGTH) {
      throw new ScriptFailure(PUSH_SIZE);
    }
    if (opcode > OP_16) {
      countOps(1);
    }
    if (Opcode.isDisabled(opcode)) {
      throw new ScriptFailure(DISABLED_OPCODE);
    }
    if (opcode == OP_CODESEPARATOR && version == BASE && has(ScriptFlag.CONST_SCRIPTCODE)) {
      throw new ScriptFailure(ScriptError.OP_CODESEPARATOR);
    }
    boolean isFlow = opcode >= OP_IF && opcode <= OP_ENDIF; // read also where nothing is executed
    if (isFlow || branches.isExecuting()) {
      execute(opcode);
    }
  }

  private void execute(int opcode) throws ScriptFailure {
    if (opcode <= OP_PUSHDATA4) {
      push(opcode);
    } else if (opcode <= OP_16 && opcode != OP_RESERVED) {
      stack.push((long) opcode - OP_1 + 1);
    } else if (opcode <= OP_RETURN) {
      FlowOperations.execute(opcode, this);
    } else if (opcode <= OP_RESERVED2) {
      StackOperations.execute(opcode, this);
    } else if (opcode <= OP_WITHIN) {
      NumberOperations.execute(opcode, this);
    } else if (opcode <= OP_HASH256) {
      HashOperations.execute(opcode, stack);
    } else if (opcode == OP_CODESEPARATOR) {
      separateCode();
    } else if (opcode < OP_NOP1 || opcode == OP_CHECKSIGADD) {
      SignatureOperations.execute(opcode, this);
    } else if (opcode <= OP_NOP10) {
      LockTimeOperations.execute(opcode, this);
    } else {
      throw new ScriptFailure(BAD_OPCODE);
    }
  }

  private void push(int opcode) throws ScriptFailure {
    var data = reader.push();
    if (requireMinimal && !Pushes.isMinimal(opcode, data)) {
      throw new ScriptFailure(MINIMALDATA);
    }
    stack.push(data);
  }

  /** From here on, signatures cover only what follows. */
  private void separateCode() {
    scriptCode = new Script(script.bytes().slice(reader.position()));
    codeSeparator = opcodeIndex;
  }

  boolean has(ScriptFlag flag) {
    return flags.contains(flag);
  }

  boolean isTapscript() {
    return version instanceof Tapscript;
  }

  /** The script from behind the last CODESEPARATOR executed. */
  Script scriptCode() {
    return scriptCode;
  }

  /** Index of the last CODESEPARATOR executed, counted in opcodes. */
  int codeSeparator() {
    return codeSeparator;
  }

  /** Counts operations against their limit, which tapscripts do not have. */
  void countOps(int count) throws ScriptFailure {
    opCount += count;
    if (opCount > MAX_OPS && !isTapscript()) {
      throw new ScriptFailure(OP_COUNT);
    }
  }

  /** The operand at this depth of the stack as a number, which it must be. */
  long number(int depth) throws ScriptFailure {
    return number(depth, ScriptNumber.DEFAULT_MAX_LENGTH);
  }

  /** The same, for numbers of up to {@code maxLength} bytes. */
  long number(int depth, int maxLength) throws ScriptFailure {
    var number = ScriptNumber.decode(stack.peek(depth), requireMinimal, maxLength);
    if (number.isEmpty()) {
      throw new ScriptFailure(SCRIPTNUM);
    }
    return number.getAsLong();
  }

  /** Pops the top of the stack and fails with {@code error} if it is false. */
  void verify(ScriptError error) throws ScriptFailure {
    if (!Stack.isTrue(stack.pop())) {
      throw new ScriptFailure(error);
    }
  }
}
