package cairn.rpc.spec;

/** The help of a method, in Core's layout. */
public final class HelpText {
  private HelpText() {}

  public static String of(MethodSpec method) {
    var text = new StringBuilder(ArgumentText.oneLine(method));
    text.append("\n\n").append(method.description().strip()).append('\n');
    ArgumentText.appendList(method, text);
    ResultText.append(method, text);
    if (!method.examples().isEmpty()) {
      text.append("\nExamples:\n").append(method.examples());
    }
    return text.toString();
  }

  /** Its first line: the name and the arguments. */
  public static String firstLine(MethodSpec method) {
    return ArgumentText.oneLine(method);
  }
}
