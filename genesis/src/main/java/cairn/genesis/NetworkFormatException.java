package cairn.genesis;

/** A network's file that says something else than it should. */
public final class NetworkFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  /**
   * @param field the field at fault, as in {@code consensus.deployments[0].bit}; empty where the
   *     file as a whole is
   * @param problem what is wrong with it, and what is expected instead
   */
  NetworkFormatException(String field, String problem) {
    super(field.isEmpty() ? problem : field + ": " + problem);
    this.field = field;
    this.problem = problem;
  }

  /** The field at fault, as in {@code consensus.deployments[0].bit}; empty for the whole file. */
  public String field() {
    return field;
  }

  /** What is wrong with the field, and what is expected instead. */
  public String problem() {
    return problem;
  }
}
