/**
 * What there is to know of a method before it is called: {@link cairn.rpc.spec.MethodSpec} names
 * its arguments and results.
 *
 * <p>From this one description follow the checks of what is passed ({@link
 * cairn.rpc.spec.ArgumentChecks}, {@link cairn.rpc.spec.NamedArguments}), the help in Core's layout
 * ({@link cairn.rpc.spec.HelpText}), and a check of the results for tests ({@link
 * cairn.rpc.spec.ResultChecks}). Everything here is immutable or a function of its arguments.
 */
@NullMarked
package cairn.rpc.spec;

import org.jspecify.annotations.NullMarked;
