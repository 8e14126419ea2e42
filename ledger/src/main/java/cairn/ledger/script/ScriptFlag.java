package cairn.ledger.script;

/**
 * A rule of the script machine that can be on or off, by the name that Core gives it after {@code
 * SCRIPT_VERIFY_}.
 *
 * <p>Each one only narrows what is valid: whatever passes with a set of flags passes with any
 * subset of them. Some became consensus with a soft fork, the others are relay policy; {@link
 * ScriptFlags#MANDATORY} tells which.
 */
public enum ScriptFlag {
  /** A P2SH output is satisfied by the script that it is the hash of (BIP 16). */
  P2SH,

  /** Signatures are strict DER with a defined hash type, and public keys have a known form. */
  STRICTENC,

  /** Signatures are strict DER (BIP 66). */
  DERSIG,

  /** Signatures are strict DER, and their S is at most half the order of the curve (BIP 146). */
  LOW_S,

  /** The extra element that CHECKMULTISIG consumes is empty (BIP 147). */
  NULLDUMMY,

  /** A scriptSig does nothing but push (BIP 62, rule 2). */
  SIGPUSHONLY,

  /** Pushes and numbers are in their shortest form (BIP 62, rules 3 and 4). */
  MINIMALDATA,

  /** No-operations that a later soft fork may give a meaning are not executed. */
  DISCOURAGE_UPGRADABLE_NOPS,

  /** Exactly one element is left on the stack (BIP 62, rule 6). Comes with P2SH and WITNESS. */
  CLEANSTACK,

  /** The second no-operation checks the transaction's lock time (BIP 65). */
  CHECKLOCKTIMEVERIFY,

  /** The third no-operation checks the input's relative lock time (BIP 112). */
  CHECKSEQUENCEVERIFY,

  /** Witness programs are satisfied by their witness (BIP 141, BIP 143). Comes with P2SH. */
  WITNESS,

  /** Witness programs of versions that have no meaning yet are not spent. */
  DISCOURAGE_UPGRADABLE_WITNESS_PROGRAM,

  /** In version 0 witness scripts, what IF and NOTIF consume is empty or the single byte 1. */
  MINIMALIF,

  /** A signature that fails its check is empty (BIP 146). */
  NULLFAIL,

  /** In version 0 witness scripts, public keys are compressed. */
  WITNESS_PUBKEYTYPE,

  /** Outside witness scripts, neither CODESEPARATOR nor a signature is in the script it signs. */
  CONST_SCRIPTCODE,

  /** Version 1 witness programs of 32 bytes are Taproot outputs (BIP 341, BIP 342). */
  TAPROOT,

  /** Taproot leaves of versions that have no meaning yet are not executed. */
  DISCOURAGE_UPGRADABLE_TAPROOT_VERSION,

  /** Opcodes that make any tapscript succeed (BIP 342) are not used. */
  DISCOURAGE_OP_SUCCESS,

  /** In tapscript, public keys of a form that has no meaning yet are not used. */
  DISCOURAGE_UPGRADABLE_PUBKEYTYPE
}
