package dev.orderapp.v1.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Charts can't import a constant: what they write of the contract is compared with it here. */
class ChartsUseTheContractTest {
    private static final Path HELM = Path.of("../helm");
    private static final Pattern CONDITIONS = Pattern.compile("condition=~?\\\\?\"([A-Za-z|]+)\\\\?\"");

    @Test
    void alertsAndDashboardNameConditionsThatExist() throws IOException {
        Set<String> types =
                Arrays.stream(ConditionType.values()).map(Enum::name).collect(Collectors.toSet());
        for (String file : new String[] {"alerts.yaml", "dashboard.json"}) {
            Set<String> named = CONDITIONS
                    .matcher(Files.readString(
                            HELM.resolve("operator/observability").resolve(file)))
                    .results()
                    .flatMap(found -> Stream.of(found.group(1).split("[|]")))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertFalse(named.isEmpty(), file);
            named.removeAll(types);
            assertEquals(Set.of(), named, file);
        }
    }

    @Test
    void selectorsOfTheShopsChartAreLabelsOfTheOperatorsObjects() throws IOException {
        for (String template : new String[] {"podmonitor.yaml", "database-networkpolicy.yaml"}) {
            String text = Files.readString(HELM.resolve("order-app/templates").resolve(template));
            assertTrue(text.contains(Labels.MANAGED_BY + ": " + Labels.OPERATOR), template);
            assertTrue(text.contains(Labels.INSTANCE + ": "), template);
            assertTrue(text.contains(Labels.COMPONENT), template);
        }
    }

    @Test
    void theDocumentationNamesEachAction() throws IOException {
        String page = Files.readString(Path.of("../docs/rollout.md"));
        for (Action action : Action.values()) {
            String value = action == Action.PROMOTE ? "<revision>/<attempt>/<step>" : "<revision>/<attempt>";
            assertTrue(page.contains("| `" + action.annotation() + "` | `" + value + "`"), action.annotation());
        }
    }
}
