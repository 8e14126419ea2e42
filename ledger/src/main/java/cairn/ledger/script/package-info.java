/**
 * The script machine: does this input satisfy the output that it spends?
 *
 * <p>Everything here is a function of its arguments: no clock, no storage, no logging. Start with
 * {@link cairn.ledger.script.ScriptVerifier}. {@link cairn.ledger.script.ScriptFlags} says which
 * rules apply, {@link cairn.ledger.script.ScriptError} what was found.
 */
@NullMarked
package cairn.ledger.script;

import org.jspecify.annotations.NullMarked;
