package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  private static CommandLine parse(String... arguments) throws ConfigException {
    return CommandLine.parse(List.of(arguments), NodeOptions.table());
  }

  @ParameterizedTest
  @CsvSource({
    "-par=2,          par,    '\"2\"'",
    "--par=2,         par,    '\"2\"'",
    "-par,            par,    '\"\"'",
    "-par=,           par,    '\"\"'",
    "-datadir=/a=b,   datadir,'\"/a=b\"'",
    "-noreindex,      reindex,'false'",
    "-noreindex=1,    reindex,'false'",
    "--noreindex,     reindex,'false'",
    "-noreindex=0,    reindex,'true'",
    "-noreindex=never,reindex,'true'",
  })
  void readsTheFormsOfAnOption(String argument, String name, String value) throws ConfigException {
    var values = parse(argument).assignments().all(name);
    assertThat(values).extracting(Value::asJson).containsExactly(value);
  }

  @Test
  void keepsWhatIsRepeatedInOrder() throws ConfigException {
    var values = parse("-debug=net", "-nodebug", "-debug=rpc", "-debug=").assignments();
    assertThat(values.all("debug")).hasSize(4);
    assertThat(values.current("debug")).extracting(Value::asText).containsExactly("rpc", "");
  }

  @ParameterizedTest
  @CsvSource({
    "-fakearg,          Invalid parameter -fakearg",
    "-dash_cli=1,       Invalid parameter -dash_cli=1",
    "--fakearg=1,       Invalid parameter --fakearg=1",
    "-regtest.par=1,    Invalid parameter -regtest.par=1",
    "-Par=1,            Invalid parameter -Par=1",
    "-,                 Invalid parameter -",
    "---par=1,          Invalid parameter ---par=1",
    "-proxy,            Can not set -proxy with no value. Please specify value with -proxy=value.",
    "-loglevel,         Can not set -loglevel with no value."
        + " Please specify value with -loglevel=value.",
    "-nodatadir,        Negating of -datadir is meaningless and therefore forbidden",
    "-nosignetchallenge,Negating of -signetchallenge is meaningless and therefore forbidden",
    "-includeconf=a,    '-includeconf cannot be used from commandline; -includeconf=\"a\"'",
    "-noincludeconf=0,  -includeconf cannot be used from commandline; -includeconf=true",
  })
  void refusesWhatBitcoindRefusesInItsWords(String argument, String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> parse("-regtest", argument))
        .withMessage("Error parsing command line arguments: " + message);
  }

  @Test
  void acceptsThatNothingIsIncluded() throws ConfigException {
    assertThat(parse("-noincludeconf").assignments().lastNegated("includeconf")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"stop", "''", "regtest=1", "/some/file"})
  void complainsOfTheFirstArgumentThatIsNoOption(String token) throws ConfigException {
    var line = parse("-regtest", token, "-fakearg");
    assertThat(line.assignments().all("regtest")).hasSize(1);
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(line::refuseUnexpectedToken)
        .withMessage(
            "Command line contains unexpected token '%s', see cairn node -help for a list of"
                + " options.",
            token);
  }
}
