package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsOptionsTest extends AtHome {
  @Test
  void showsNoneUnlessItIsAsked() throws ConfigException {
    assertThat(home.read().metrics()).isNull();
    assertThat(home.read("-metricsport=0").metrics()).isNull();
  }

  @Test
  void showsThemToThisMachineUnlessItIsToldOtherwise() throws ConfigException {
    assertThat(home.read("-metricsport=9").metrics()).isEqualTo(new MetricsConfig("127.0.0.1", 9));
    assertThat(home.read("-metricsport=9", "-metricsbind=[::]").metrics())
        .isEqualTo(new MetricsConfig("::", 9));
  }

  @Test
  void refusesWhatMakesNoSense() {
    home.assertRefused("Invalid port specified in -metricsport: '70000'", "-metricsport=70000");
    home.assertRefused("Invalid port specified in -metricsport: ''", "-metricsport");
    home.assertRefused("-metricsbind is of no use without -metricsport.", "-metricsbind=127.0.0.1");
    home.assertRefused(
        "-metricsbind=127.0.0.1:9 is not an address; -metricsport says at which port.",
        "-metricsport=9",
        "-metricsbind=127.0.0.1:9");
  }
}
