package dev.orderapp.operator.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.ConditionType;
import dev.orderapp.v1.contract.OutcomeReason;
import dev.orderapp.v1.contract.VerdictReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every word that a condition, an Event or a verdict gives as its reason has a row in the documentation. */
class DocumentedReasonsTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Path SOURCES = Path.of("src/main/java/dev/orderapp/operator");

    /** Reasons that no type lists stand in the code as texts of their own: one word that starts with a capital. */
    private static final Pattern TEXT = Pattern.compile("\"([A-Z][A-Za-z]+)\"");

    private static final Pattern EVENT = Pattern.compile("\\b(?:normal|warning)\\(\\s*\"([A-Z][A-Za-z]+)\"");

    @Test
    void ofConditions() throws IOException {
        Set<String> used = words(TEXT, Files.readString(SOURCES.resolve("status/StatusConditions.java")));
        used.removeAll(Set.of("True", "False"));
        used.addAll(names(ConditionType.values()));
        assertTrue(used.containsAll(Set.of("Available", "SourceSilent", "Pending")), "found only " + used);
        used.addAll(names(Outcome.values()));
        assertEquals(Set.of(), missing(used, rows("troubleshooting.md")));
    }

    @Test
    void ofConditionsThatArePhases() throws IOException {
        assertEquals(Set.of(), missing(names(Phase.values()), rows("rollout.md")));
    }

    @Test
    void ofEvents() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                used.addAll(words(EVENT, Files.readString(file)));
            }
        }
        assertTrue(used.containsAll(Set.of("StepStarted", "RolledBack")), "found only " + used);
        assertEquals(Set.of(), missing(used, section("Events")));
        assertEquals(Set.of(), missing(words(Pattern.compile("`(\\w+)`"), firstCells(section("Events"))), used));
    }

    @Test
    void ofResults() throws IOException {
        Set<String> used = names(OutcomeReason.values());
        assertEquals(used, words(Pattern.compile("`(\\w+)`"), firstCells(section("How an attempt ends"))));
    }

    @Test
    void ofVerdicts() throws IOException {
        assertEquals(Set.of(), missing(names(VerdictReason.values()), rows("judging.md")));
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> words(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> missing(Set<String> used, String rows) {
        return missing(used, words(Pattern.compile("(\\w+)"), rows));
    }

    private static Set<String> missing(Set<String> used, Set<String> documented) {
        return used.stream().filter(word -> !documented.contains(word)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rows of a page's tables. */
    private static String rows(String page) throws IOException {
        return tables(Files.readString(DOCS.resolve(page)));
    }

    private static String section(String title) throws IOException {
        String page = Files.readString(DOCS.resolve("troubleshooting.md"));
        String from = page.substring(page.indexOf("\n## " + title + "\n") + 1);
        int next = from.indexOf("\n## ");
        return tables(next < 0 ? from : from.substring(0, next));
    }

    private static String tables(String text) {
        return text.lines().filter(line -> line.startsWith("|")).collect(Collectors.joining("\n"));
    }

    private static String firstCells(String rows) {
        return rows.lines().map(line -> line.split("\\|")[1]).collect(Collectors.joining("\n"));
    }
}
