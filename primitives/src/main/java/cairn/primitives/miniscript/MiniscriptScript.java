package cairn.primitives.miniscript;

import static cairn.primitives.Opcode.OP_0;
import static cairn.primitives.Opcode.OP_0NOTEQUAL;
import static cairn.primitives.Opcode.OP_1;
import static cairn.primitives.Opcode.OP_ADD;
import static cairn.primitives.Opcode.OP_BOOLAND;
import static cairn.primitives.Opcode.OP_BOOLOR;
import static cairn.primitives.Opcode.OP_CHECKLOCKTIMEVERIFY;
import static cairn.primitives.Opcode.OP_CHECKMULTISIG;
import static cairn.primitives.Opcode.OP_CHECKMULTISIGVERIFY;
import static cairn.primitives.Opcode.OP_CHECKSEQUENCEVERIFY;
import static cairn.primitives.Opcode.OP_CHECKSIG;
import static cairn.primitives.Opcode.OP_CHECKSIGADD;
import static cairn.primitives.Opcode.OP_CHECKSIGVERIFY;
import static cairn.primitives.Opcode.OP_DUP;
import static cairn.primitives.Opcode.OP_ELSE;
import static cairn.primitives.Opcode.OP_ENDIF;
import static cairn.primitives.Opcode.OP_EQUAL;
import static cairn.primitives.Opcode.OP_EQUALVERIFY;
import static cairn.primitives.Opcode.OP_FROMALTSTACK;
import static cairn.primitives.Opcode.OP_HASH160;
import static cairn.primitives.Opcode.OP_HASH256;
import static cairn.primitives.Opcode.OP_IF;
import static cairn.primitives.Opcode.OP_IFDUP;
import static cairn.primitives.Opcode.OP_NOTIF;
import static cairn.primitives.Opcode.OP_NUMEQUAL;
import static cairn.primitives.Opcode.OP_NUMEQUALVERIFY;
import static cairn.primitives.Opcode.OP_RIPEMD160;
import static cairn.primitives.Opcode.OP_SHA256;
import static cairn.primitives.Opcode.OP_SIZE;
import static cairn.primitives.Opcode.OP_SWAP;
import static cairn.primitives.Opcode.OP_TOALTSTACK;
import static cairn.primitives.Opcode.OP_VERIFY;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.crypto.Hash160;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes the scripts of expressions. */
final class MiniscriptScript {
  private static final int PREIMAGE_LENGTH = 32;

  private MiniscriptScript() {}

  /**
   * The script.
   *
   * @param key the bytes that stand for a key in a script of this kind
   */
  static <K> Script of(Node<K> root, Function<K, Bytes> key) {
    var script = new ScriptBuilder();
    Emission.<K, Consumer<ScriptBuilder>>write(
        root,
        (node, verify, out) -> new Pieces<>(out).expand(node, verify, key),
        piece -> piece.accept(script));
    return script.build();
  }

  private record Pieces<K>(Emission<K, Consumer<ScriptBuilder>> out) {
    /**
     * Writes one node.
     *
     * @param verify whether a VERIFY follows, which becomes part of the last opcode if it can
     */
    void expand(Node<K> node, boolean verify, Function<K, Bytes> key) {
      var subs = node.subs();
      switch (node.fragment()) {
        case JUST_0 -> ops(OP_0);
        case JUST_1 -> ops(OP_1);
        case PK_K -> push(key.apply(node.keys().getFirst()));
        case PK_H ->
            ops(OP_DUP, OP_HASH160)
                .push(Hash160.hash(key.apply(node.keys().getFirst())))
                .ops(OP_EQUALVERIFY);
        case OLDER -> number(node.k()).ops(OP_CHECKSEQUENCEVERIFY);
        case AFTER -> number(node.k()).ops(OP_CHECKLOCKTIMEVERIFY);
        case SHA256 -> hash(OP_SHA256, node.hash(), verify);
        case HASH256 -> hash(OP_HASH256, node.hash(), verify);
        case RIPEMD160 -> hash(OP_RIPEMD160, node.hash(), verify);
        case HASH160 -> hash(OP_HASH160, node.hash(), verify);
        case WRAP_A -> ops(OP_TOALTSTACK).sub(node, 0).ops(OP_FROMALTSTACK);
        case WRAP_S -> ops(OP_SWAP).sub(subs.getFirst(), verify);
        case WRAP_C -> sub(node, 0).ops(verify ? OP_CHECKSIGVERIFY : OP_CHECKSIG);
        case WRAP_D -> ops(OP_DUP, OP_IF).sub(node, 0).ops(OP_ENDIF);
        case WRAP_V -> {
          sub(subs.getFirst(), true);
          if (subs.getFirst().type().has("x")) {
            ops(OP_VERIFY);
          }
        }
        case WRAP_J -> ops(OP_SIZE, OP_0NOTEQUAL, OP_IF).sub(node, 0).ops(OP_ENDIF);
        case WRAP_N -> sub(node, 0).ops(OP_0NOTEQUAL);
        case AND_V -> sub(node, 0).sub(subs.get(1), verify);
        case AND_B -> sub(node, 0).sub(node, 1).ops(OP_BOOLAND);
        case OR_B -> sub(node, 0).sub(node, 1).ops(OP_BOOLOR);
        case OR_C -> sub(node, 0).ops(OP_NOTIF).sub(node, 1).ops(OP_ENDIF);
        case OR_D -> sub(node, 0).ops(OP_IFDUP, OP_NOTIF).sub(node, 1).ops(OP_ENDIF);
        case OR_I -> ops(OP_IF).sub(node, 0).ops(OP_ELSE).sub(node, 1).ops(OP_ENDIF);
        case ANDOR ->
            sub(node, 0).ops(OP_NOTIF).sub(node, 2).ops(OP_ELSE).sub(node, 1).ops(OP_ENDIF);
        case MULTI -> {
          number(node.k());
          node.keys().forEach(each -> push(key.apply(each)));
          number(node.keys().size()).ops(verify ? OP_CHECKMULTISIGVERIFY : OP_CHECKMULTISIG);
        }
        case MULTI_A -> {
          int opcode = OP_CHECKSIG;
          for (var each : node.keys()) {
            push(key.apply(each)).ops(opcode);
            opcode = OP_CHECKSIGADD;
          }
          number(node.k()).ops(verify ? OP_NUMEQUALVERIFY : OP_NUMEQUAL);
        }
        case THRESH -> {
          sub(node, 0);
          for (int i = 1; i < subs.size(); i++) {
            sub(node, i).ops(OP_ADD);
          }
          number(node.k()).ops(verify ? OP_EQUALVERIFY : OP_EQUAL);
        }
      }
    }

    private void hash(int opcode, Bytes hash, boolean verify) {
      ops(OP_SIZE)
          .number(PREIMAGE_LENGTH)
          .ops(OP_EQUALVERIFY, opcode)
          .push(hash)
          .ops(verify ? OP_EQUALVERIFY : OP_EQUAL);
    }

    private Pieces<K> ops(int... opcodes) {
      for (int opcode : opcodes) {
        out.piece(script -> script.op(opcode));
      }
      return this;
    }

    private Pieces<K> push(Bytes data) {
      out.piece(script -> script.push(data));
      return this;
    }

    private Pieces<K> number(int value) {
      out.piece(script -> script.number(value));
      return this;
    }

    private Pieces<K> sub(Node<K> node, int index) {
      return sub(node.subs().get(index), false);
    }

    private Pieces<K> sub(Node<K> part, boolean verify) {
      out.part(part, verify);
      return this;
    }
  }
}
