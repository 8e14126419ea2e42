package cairn.rpc.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * A method as its users see it.
 *
 * @param description sentences for people, in one or several lines
 * @param results what it may answer, each under a condition if there are several
 * @param examples lines for the help; empty for none
 */
public record MethodSpec(
    String name,
    String description,
    List<Argument> arguments,
    List<Result> results,
    String examples) {
  public MethodSpec {
    arguments = List.copyOf(arguments);
    results = List.copyOf(results);
  }

  /** Begins to describe a method. */
  public static Builder of(String name, String... description) {
    return new Builder(name, String.join("\n", description));
  }

  /** The place of the argument with this name, which is not an alias. */
  public int indexOf(String argument) {
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).name().equals(argument)) {
        return i;
      }
    }
    throw new IllegalArgumentException(name + " has no argument " + argument);
  }

  /** Puts a description together. */
  public static final class Builder {
    private final String name;
    private final String description;
    private final List<Argument> arguments = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private final StringBuilder examples = new StringBuilder();

    private Builder(String name, String description) {
      this.name = name;
      this.description = description;
    }

    /** Adds the arguments, in their order. */
    public Builder takes(Argument... all) {
      arguments.addAll(List.of(all));
      return this;
    }

    /** Adds what it may answer. */
    public Builder gives(Result... all) {
      results.addAll(List.of(all));
      return this;
    }

    /** Adds a call with these arguments, each as JSON, from the command line and with curl. */
    public Builder example(String... passed) {
      return cliExample(String.join(" ", passed)).curlExample(String.join(", ", passed));
    }

    /** Adds a line that says what the next examples do. */
    public Builder exampleNote(String note) {
      examples.append('\n').append(note).append('\n');
      return this;
    }

    /** Adds a call from the command line. */
    public Builder cliExample(String passed) {
      examples.append("> ./cairn cli ").append(name).append(' ').append(passed).append('\n');
      return this;
    }

    /** Adds a call with curl. */
    public Builder curlExample(String passed) {
      examples
          .append("> curl --user myusername --data-binary '{\"jsonrpc\": \"2.0\", \"id\": ")
          .append("\"curltest\", \"method\": \"")
          .append(name)
          .append("\", \"params\": [")
          .append(passed)
          .append("]}' -H 'content-type: application/json' http://127.0.0.1:8332/\n");
      return this;
    }

    public MethodSpec build() {
      return new MethodSpec(name, description, arguments, results, examples.toString());
    }
  }
}
