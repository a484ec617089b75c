package dev.orderapp.v1.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.v1.ComponentName;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final String REVISION = "k7bd2xcw9f";

    @Test
    void theLongestReleaseNameLeavesRoomForAllNames() {
        String longest = "r".repeat(40);
        Stream.of(
                        Names.workload(longest, ComponentName.frontend, REVISION),
                        Names.migration(longest, REVISION),
                        Names.check(longest, 1, 0, "smoke"),
                        Names.check(longest, 999_999, 19, "c".repeat(40)),
                        Names.controllerRevision(longest, REVISION),
                        Names.service(longest, ComponentName.frontend, Role.canary),
                        Names.canaryIngress(longest, ComponentName.frontend))
                .forEach(name -> assertTrue(name.length() <= 63, name));
    }

    @Test
    void namesSayWhatTheyAreOf() {
        assertEquals("shop-backend-" + REVISION, Names.workload("shop", ComponentName.backend, REVISION));
        assertEquals("shop-frontend-stable", Names.service("shop", ComponentName.frontend, Role.stable));
        assertEquals("shop-frontend-canary", Names.canaryIngress("shop", ComponentName.frontend));
        assertEquals("settings-" + REVISION, Names.configMapCopy("settings", REVISION));
        assertEquals("shop-settings-" + REVISION, Names.configMapCopy("shop", "settings", REVISION));
    }

    @Test
    void jobsOfChecksWithLongNamesStayApart() {
        assertEquals("shop-check-2-0-smoke", Names.check("shop", 2, 0, "smoke"));
        String longest = "r".repeat(40);
        assertNotEquals(
                Names.check(longest, 2, 0, "c".repeat(39) + "1"), Names.check(longest, 2, 0, "c".repeat(39) + "2"));
        assertNotEquals(Names.check(longest, 2, 0, "c".repeat(40)), Names.check(longest, 2, 1, "c".repeat(40)));
    }

    @Test
    void copiesOfConfigMapsWithLongNamesFitAndStayApart() {
        String one = Names.configMapCopy("c".repeat(252) + "1", REVISION);
        String two = Names.configMapCopy("c".repeat(252) + "2", REVISION);
        assertTrue(one.length() <= 253, one);
        assertNotEquals(one, two);
        assertEquals(253, Names.configMapCopy("c".repeat(242), REVISION).length());
        assertTrue(Names.configMapCopy("c".repeat(242), REVISION).startsWith("c".repeat(242) + "-"));
    }
}
