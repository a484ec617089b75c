package dev.orderapp.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The operator's rooms know each other as docs/architecture.md says, whose table is read here, and no others. */
class ArchitectureTest {
    private static final String ROOT = "dev.orderapp.operator";

    /** A row of the table: the room, what it does, the rooms that it may import. */
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z.]+)` \\| [^|]+ \\|([^|]*)\\|$", Pattern.MULTILINE);

    private static final Pattern ROOM = Pattern.compile("`([a-z.]+)`");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void eachRoomImportsJustTheRoomsThatTheDocumentationNames() throws IOException {
        assertEquals(lines(documented()), lines(imports()));
    }

    @Test
    void noRoomsImportEachOtherInACircle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theCoreKnowsTheJdkAndTheCustomResourceAlone() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".analysis", ROOT + ".rollout")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "dev.orderapp.v1..", ROOT + ".analysis", ROOT + ".rollout")
                .check(CLASSES);
    }

    @Test
    void theCoreAsksNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".analysis", ROOT + ".rollout")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(CLASSES);
    }

    private static Map<String, Set<String>> documented() throws IOException {
        String page = Files.readString(Path.of("../docs/architecture.md"));
        String rooms = page.substring(page.indexOf("## The rooms of the operator"));
        Map<String, Set<String>> documented = new TreeMap<>();
        Matcher row = ROW.matcher(rooms.substring(0, rooms.indexOf("\n## ", 1)));
        while (row.find()) {
            documented.put(
                    row.group(1),
                    ROOM.matcher(row.group(2))
                            .results()
                            .map(m -> m.group(1))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return documented;
    }

    /** The rooms that each room imports; {@code Main}, in the root, starts whatever it likes. */
    private static Map<String, Set<String>> imports() {
        Map<String, Set<String>> imports = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            String room = room(type);
            if (!room.isEmpty()) {
                Set<String> known = imports.computeIfAbsent(room, first -> new TreeSet<>());
                type.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .filter(target -> target.getPackageName().startsWith(ROOT + "."))
                        .map(ArchitectureTest::room)
                        .filter(other -> !other.equals(room))
                        .forEach(known::add);
            }
        }
        return imports;
    }

    /** A line for each room, so that a difference is seen at a glance. */
    private static String lines(Map<String, Set<String>> imports) {
        return imports.entrySet().stream()
                .map(room -> room.getKey() + " may import " + String.join(", ", room.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String room(JavaClass type) {
        return Arrays.stream(type.getPackageName().split("\\.")).skip(3).collect(Collectors.joining("."));
    }
}
