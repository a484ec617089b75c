package dev.orderapp.operator.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiverConfigTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("receivers.yaml"), text);
    }

    private String refusal(String text) throws IOException {
        Path file = file(text);
        String message = assertThrows(IllegalArgumentException.class, () -> ReceiverConfig.read(file))
                .getMessage();
        assertFalse(message.contains("s3cret"), message);
        assertTrue(message.startsWith(file.toString()), message);
        return message.substring(file.toString().length());
    }

    @Test
    void readsWhoIsTold() throws IOException {
        Path file = file("""
                - name: team-channel
                  url: https://hooks.example.com/services/s3cret
                  format: Slack
                - name: ledger
                  url: http://ledger.shop/events
                  format: CloudEvents
                  occasion: All
                  namespaces: [shop]
                  authorization: Bearer s3cret
                """);

        assertEquals(
                List.of(
                        new Receiver(
                                "team-channel",
                                URI.create("https://hooks.example.com/services/s3cret"),
                                Format.Slack,
                                EventFilter.Steps,
                                Set.of(),
                                Optional.empty()),
                        new Receiver(
                                "ledger",
                                URI.create("http://ledger.shop/events"),
                                Format.CloudEvents,
                                EventFilter.All,
                                Set.of("shop"),
                                Optional.of("Bearer s3cret"))),
                ReceiverConfig.read(file));
    }

    @Test
    void anEmptyFileNamesNobody() throws IOException {
        assertEquals(List.of(), ReceiverConfig.read(file("# nobody yet\n")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {url: 'http://a/s3cret', format: Slack}                        | without a name: name must be 1 to 63
            {name: Team, url: 'http://a/s3cret', format: Slack}            | Team: name must be 1 to 63
            {name: team, url: 'ftp://a/s3cret', format: Slack}             | team: url must be a http or https URL
            {name: team, url: 'http://u:s3cret@a/', format: Slack}         | team: url must be a http or https URL without a user
            {name: team, url: 'not a s3cret', format: Slack}               | team: url must be a http or https URL
            {name: team, format: Slack}                                    | team: url must be a http or https URL
            {name: team, url: 'http://a/s3cret'}                           | team: format must be one of Slack, CloudEvents
            {name: team, url: 'http://a/s3cret', format: slack}            | team: format must be one of Slack, CloudEvents, not "slack"
            {name: team, url: 'http://a/s3cret', format: Slack, occasion: x} | team: occasion must be one of Outcomes, Steps, All
            """)
    void aWrongEntryIsNamedWithWhatToDo(String entry, String sentence) throws IOException {
        String message = refusal("- " + entry);
        assertTrue(message.startsWith(": receiver " + sentence), message);
    }

    @Test
    void twoReceiversOfOneNameAreRefused() throws IOException {
        String one = "- {name: team, url: 'http://a/s3cret', format: Slack}\n";
        assertEquals(": receiver team: name is taken by two receivers; give each its own", refusal(one + one));
    }

    @Test
    void aMisspeltFieldIsNamed() throws IOException {
        String message = refusal("- {name: team, urll: 'http://a/s3cret', format: Slack}");
        assertTrue(message.startsWith(": [0].urll is not what is expected there"), message);
    }

    @Test
    void whatIsNoListIsRefused() throws IOException {
        String message = refusal("team: {url: 'http://a/s3cret'}");
        assertTrue(message.startsWith(": the whole is not what is expected there: it must be a list"), message);
    }

    @Test
    void whatIsNoYamlIsToldByItsLine() throws IOException {
        assertEquals(": line 2 is no YAML: correct it", refusal("- name: team\n  url: 's3cret\n"));
    }

    @Test
    void aMissingFileSaysWhatToDo() {
        Path missing = folder.resolve("missing.yaml");
        String message = assertThrows(IllegalArgumentException.class, () -> ReceiverConfig.read(missing))
                .getMessage();
        assertTrue(message.contains("can't be read (NoSuchFileException): mount the Secret"), message);
    }
}
