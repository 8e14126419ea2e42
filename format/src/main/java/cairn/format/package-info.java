/** The layout of the project's own Java files, as google-java-format has it. */
@NullMarked
package cairn.format;

import org.jspecify.annotations.NullMarked;
