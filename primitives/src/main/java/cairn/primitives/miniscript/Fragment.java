package cairn.primitives.miniscript;

/** The kinds of miniscript expressions, by the script that they stand for. */
public enum Fragment {
  /** {@code 0}. */
  JUST_0,
  /** {@code 1}. */
  JUST_1,
  /** {@code <key>}. */
  PK_K,
  /** {@code DUP HASH160 <hash> EQUALVERIFY}. */
  PK_H,
  /** {@code <n> CHECKSEQUENCEVERIFY}. */
  OLDER,
  /** {@code <n> CHECKLOCKTIMEVERIFY}. */
  AFTER,
  /** {@code SIZE 32 EQUALVERIFY SHA256 <hash> EQUAL}. */
  SHA256,
  /** {@code SIZE 32 EQUALVERIFY HASH256 <hash> EQUAL}. */
  HASH256,
  /** {@code SIZE 32 EQUALVERIFY RIPEMD160 <hash> EQUAL}. */
  RIPEMD160,
  /** {@code SIZE 32 EQUALVERIFY HASH160 <hash> EQUAL}. */
  HASH160,
  /** {@code TOALTSTACK X FROMALTSTACK}. */
  WRAP_A,
  /** {@code SWAP X}. */
  WRAP_S,
  /** {@code X CHECKSIG}. */
  WRAP_C,
  /** {@code DUP IF X ENDIF}. */
  WRAP_D,
  /** {@code X VERIFY}, or X with its last opcode replaced by the one that verifies. */
  WRAP_V,
  /** {@code SIZE 0NOTEQUAL IF X ENDIF}. */
  WRAP_J,
  /** {@code X 0NOTEQUAL}. */
  WRAP_N,
  /** {@code X Y}. */
  AND_V,
  /** {@code X Y BOOLAND}. */
  AND_B,
  /** {@code X Y BOOLOR}. */
  OR_B,
  /** {@code X NOTIF Y ENDIF}. */
  OR_C,
  /** {@code X IFDUP NOTIF Y ENDIF}. */
  OR_D,
  /** {@code IF X ELSE Y ENDIF}. */
  OR_I,
  /** {@code X NOTIF Z ELSE Y ENDIF}. */
  ANDOR,
  /** {@code X1 X2 ADD ... Xn ADD <k> EQUAL}. */
  THRESH,
  /** {@code <k> <key 1> ... <key n> <n> CHECKMULTISIG}; not in tapscript. */
  MULTI,
  /** {@code <key 1> CHECKSIG <key 2> CHECKSIGADD ... <k> NUMEQUAL}; in tapscript alone. */
  MULTI_A;

  /** Whether its script ends with an opcode that hashes are compared by. */
  boolean isHash() {
    return this == SHA256 || this == HASH256 || this == RIPEMD160 || this == HASH160;
  }

  /** Whether it is one letter before a colon. */
  boolean isWrapper() {
    return ordinal() >= WRAP_A.ordinal() && ordinal() <= WRAP_N.ordinal();
  }
}
