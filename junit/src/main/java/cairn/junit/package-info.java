/** Nodes, funds and blocks for the tests of other programs: {@link cairn.junit.CairnExtension}. */
@NullMarked
package cairn.junit;

import org.jspecify.annotations.NullMarked;
