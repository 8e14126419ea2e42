/**
 * What the operator asked for: {@code bitcoind}'s options, on the command line and in {@code
 * bitcoin.conf}, merged as {@code bitcoind} merges them.
 *
 * <p>{@link cairn.node.config.CommandLine} and {@link cairn.node.config.ConfigFile} read the two
 * notations into {@link cairn.node.config.Assignments}; {@link cairn.node.config.Settings} answers
 * what holds. Whatever cannot be understood is a {@link cairn.node.config.ConfigException}, one
 * line for people.
 */
@NullMarked
package cairn.node.config;

import org.jspecify.annotations.NullMarked;
