package cairn.p2p.net;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.net.MemoryBudget.Account;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private static final int MOST = 1_000_000;
  private static final int LARGE = (int) MemoryBudget.FREE + 1;

  private final MemoryBudget budget = new MemoryBudget(MOST);
  private final List<String> dismissed = new ArrayList<>();

  private Account open(String name) {
    return budget.open(() -> dismissed.add(name));
  }

  @Test
  void countsWhatAllHold() {
    var anna = open("anna");
    var bert = open("bert");
    anna.add(300_000);
    bert.add(100_000);
    anna.add(-50_000);
    assertThat(anna.held()).isEqualTo(250_000);
    assertThat(budget.taken()).isEqualTo(350_000);
    anna.close();
    assertThat(budget.taken()).isEqualTo(100_000);
    assertThat(dismissed).isEmpty();
  }

  @Test
  void isTightFromTheHalfOn() {
    var anna = open("anna");
    anna.add(MOST / 2);
    assertThat(budget.isTight()).isFalse();
    anna.add(1);
    assertThat(budget.isTight()).isTrue();
  }

  @Test
  void dismissesWhoeverHasGotOnWithNothingForLongest() {
    var anna = open("anna");
    var bert = open("bert");
    var carl = open("carl");
    anna.add(400_000);
    bert.add(LARGE);
    carl.add(400_000);
    anna.step();
    carl.add(MOST - 800_000 - LARGE);
    assertThat(dismissed).isEmpty();
    carl.add(1);
    assertThat(dismissed).containsExactly("bert");
    assertThat(budget.taken()).isEqualTo(MOST - LARGE + 1);
  }

  @Test
  void dismissesAsManyAsItTakes() {
    open("anna").add(LARGE);
    open("bert").add(LARGE);
    open("carl").add(LARGE);
    open("dora").add(MOST - LARGE);
    assertThat(dismissed).containsExactly("anna", "bert");
  }

  @Test
  void dismissesOneAloneThatTakesTooMuch() {
    open("anna").add(MOST + 1);
    assertThat(dismissed).containsExactly("anna");
    assertThat(budget.taken()).isZero();
  }

  @Test
  void leavesThoseAloneWhoHoldLittle() {
    var anna = open("anna");
    anna.add(LARGE);
    anna.add(-1);
    open("bert").add(MOST);
    assertThat(dismissed).containsExactly("bert");
    assertThat(budget.taken()).isEqualTo(MemoryBudget.FREE);
  }

  @Test
  void chargesNothingToWhoeverHasToGo() {
    var anna = open("anna");
    anna.add(MOST + 1);
    anna.add(MOST);
    anna.add(-MOST);
    anna.close();
    assertThat(budget.taken()).isZero();
    assertThat(anna.held()).isEqualTo(MOST + 1);
    assertThat(dismissed).containsExactly("anna");
  }
}
