package cairn.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.wallet.WalletException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
  @ParameterizedTest
  @CsvSource({"1, 100000000", "0.00000001, 1", ".5, 50000000", "21000000, 2100000000000000"})
  void readsBitcoin(String text, long sats) throws WalletException {
    assertThat(new Money(false).parse(text)).isEqualTo(sats);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "0.000000001", "21000000.00000001", "1e9", "one", ""})
  void refusesWhatIsNoAmount(String text) {
    assertThatThrownBy(() -> new Money(false).parse(text)).isInstanceOf(WalletException.class);
  }

  @Test
  void readsSatoshisWithoutParts() throws WalletException {
    assertThat(new Money(true).parse("1500")).isEqualTo(1500);
    assertThatThrownBy(() -> new Money(true).parse("1.5"))
        .isInstanceOf(WalletException.class)
        .hasMessageContaining("no parts of a satoshi");
  }
}
