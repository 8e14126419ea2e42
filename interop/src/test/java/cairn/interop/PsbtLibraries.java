package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process with the libraries of others, in JavaScript, that make and sign PSBTs. */
final class PsbtLibraries implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Process process;
  private final Writer questions;
  private final BufferedReader answers;

  PsbtLibraries() throws IOException {
    var script = NpmInstallation.CLIENTS.directory().resolve("psbt.js");
    process =
        new ProcessBuilder("node", script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    questions = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Asks for a step, with one of them; the field {@code wanted} of the answer. */
  String ask(PsbtLibrary library, String step, String wanted, Map<String, Object> fields)
      throws IOException {
    var question = new LinkedHashMap<>(fields);
    question.put("library", library.name());
    question.put("version", library.version());
    question.put("step", step);
    questions.write(JSON.writeValueAsString(question) + "\n");
    questions.flush();
    var line = answers.readLine();
    if (line == null) {
      throw new IOException("the libraries have ended");
    }
    JsonNode answer = JSON.readTree(line);
    assertThat(answer.get("error")).as(step + " by " + library.name()).isNull();
    return answer.get(wanted).stringValue();
  }

  /** A library, and the version of the PSBTs that it is to make. */
  record PsbtLibrary(String name, int version) {}

  @Override
  public void close() {
    process.destroy();
  }
}
