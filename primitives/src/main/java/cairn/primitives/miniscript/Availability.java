package cairn.primitives.miniscript;

/** Whether there is something to satisfy an expression with. */
public enum Availability {
  NO,
  YES,
  /** There may be when it comes to signing; what is there now has its size alone. */
  MAYBE
}
