/** Who may call what: passwords, the cookie file, and the lists of methods that users may call. */
@NullMarked
package cairn.rpc.auth;

import org.jspecify.annotations.NullMarked;
