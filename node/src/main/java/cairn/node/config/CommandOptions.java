package cairn.node.config;

import static cairn.node.config.Option.Category.OPTIONS;

import java.util.List;

/** The options that have commands run. */
final class CommandOptions {
  static final List<Option> ALL =
      List.of(
          Option.of(
              "alertnotify",
              "=<cmd>",
              OPTIONS,
              "Run this in a shell when there is something to warn of; %s in it becomes the"
                  + " warning"),
          Option.of(
              "blocknotify",
              "=<cmd>",
              OPTIONS,
              "Run this in a shell when there is a new tip; %s in it becomes the tip's hash"),
          Option.of(
              "shutdownnotify",
              "=<cmd>",
              OPTIONS,
              "Run this in a shell when the node is about to end, which waits for it, though no"
                  + " longer than a minute; may be repeated"),
          Option.of(
              "startupnotify", "=<cmd>", OPTIONS, "Run this in a shell when the node is ready"));

  private CommandOptions() {}

  static CommandsConfig read(Settings settings) {
    return new CommandsConfig(
        settings.text("blocknotify").orElse(""),
        settings.text("startupnotify").orElse(""),
        settings.texts("shutdownnotify"),
        settings.text("alertnotify").orElse(""));
  }
}
