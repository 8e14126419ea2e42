package cairn.primitives;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says in one line which test failed or was skipped, by the names that people gave to it: {@code
 * FAILED SighashTest > hashesAsCoreDoes() > sighash.json > row 17}. Surefire alone counts rows, and
 * says nothing of a factory that was skipped as a whole.
 *
 * <p>JUnit finds it by {@code META-INF/services}.
 */
public final class OutcomeListener implements TestExecutionListener {
  private volatile @Nullable TestPlan plan;

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    this.plan = plan;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() != Status.SUCCESSFUL) {
      var outcome = result.getStatus() == Status.ABORTED ? "SKIPPED " : "FAILED ";
      var reason = result.getThrowable().map(OutcomeListener::inOneLine).orElse("");
      System.out.println(outcome + path(test) + ": " + reason);
    }
  }

  private static String inOneLine(Throwable throwable) {
    var line = String.valueOf(throwable.getMessage()).strip().replaceAll("\\s+", " ");
    return line.substring(0, Math.min(line.length(), 300));
  }

  /** The names from the test's class down to the test. */
  private String path(TestIdentifier test) {
    var plan = requireNonNull(this.plan, "nothing ends before the plan starts");
    var names = new ArrayDeque<String>();
    for (var at = test; at.getParentIdObject().isPresent(); at = plan.getParent(at).orElseThrow()) {
      names.addFirst(at.getDisplayName());
    }
    return String.join(" > ", names);
  }
}
