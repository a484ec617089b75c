package dev.orderapp.e2e.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.shop.Installation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The dashboard in the cluster, as the operator's chart installs it: it shows, under its host alone, and can do nothing. */
@Tag("cluster")
@Order(7)
class TeamDashboardE2E {
    @RegisterExtension
    static final SharedShop shop = new SharedShop("shop");

    private static final String HOST = "releases.example.com";
    private static final String ACCOUNT = "system:serviceaccount:orderapp-system:orderapp-operator-dashboard";
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

    private static Command forward;
    private static String address;

    @BeforeAll
    static void itIsInstalled() throws IOException, InterruptedException {
        upgrade(
                "dashboard.enabled=true",
                "dashboard.host=" + HOST,
                "dashboard.image.repository=" + Installation.setting("IMAGES", "orderapp.local") + "/dashboard",
                "dashboard.image.tag=0.1.0");
        forward = Command.start(
                Optional.empty(),
                "kubectl",
                "-n",
                "orderapp-system",
                "port-forward",
                "--address=127.0.0.1",
                "service/orderapp-operator-dashboard",
                ":80");
        Matcher port =
                PORT.matcher(forward.awaitOutput(said -> PORT.matcher(said).find(), "a port"));
        assertTrue(port.find());
        address = "http://127.0.0.1:" + port.group(1);
    }

    @AfterAll
    static void itIsTakenAway() throws IOException, InterruptedException {
        forward.close();
        upgrade("dashboard.enabled=false");
    }

    private static void upgrade(String... values) throws IOException, InterruptedException {
        Command.succeeds(
                "helm",
                "upgrade",
                "orderapp-operator",
                "helm/operator",
                "--namespace",
                "orderapp-system",
                "--reuse-values",
                "--set",
                String.join(",", values),
                "--wait",
                "--timeout",
                "3m");
    }

    @Test
    void itShowsAReleaseAndItsPods() throws IOException, InterruptedException {
        assertTrue(get("/", HOST).contains("<title>"), "the page");
        String list = get("/api/releases", HOST);
        assertTrue(list.contains("\"namespace\":\"" + shop.namespace() + "\""), list);
        String release = get("/api/releases/" + shop.namespace() + "/" + Installation.RELEASE, HOST);
        assertTrue(release.contains("\"forbidden\":[]"), release);
        assertTrue(release.contains("\"actions\":{}"), release);
    }

    @Test
    void itAnswersUnderItsHostAloneAndActsForNobody() throws IOException, InterruptedException {
        assertEquals("403", status("/api/releases", "other.example"));
        String abort = "/api/releases/" + shop.namespace() + "/" + Installation.RELEASE + "/abort";
        assertEquals("405", status(abort, HOST, "--request", "POST"));
    }

    @Test
    void itsAccountCanChangeNothing() throws IOException, InterruptedException {
        for (String what : List.of(
                "patch orderappreleases",
                "patch deployments",
                "delete pods",
                "get secrets",
                "get pods --subresource=log")) {
            List<String> words = new ArrayList<>(List.of("kubectl", "auth", "can-i", "--as=" + ACCOUNT, "-n"));
            words.add(shop.namespace());
            words.addAll(List.of(what.split(" ")));
            try (Command asked = Command.start(Optional.empty(), words.toArray(String[]::new))) {
                assertEquals(1, asked.exitCode(), () -> what + ": " + asked.output());
                assertEquals("no", asked.output().strip(), what);
            }
        }
    }

    private static String status(String path, String host, String... more) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("--output", "/dev/null", "--write-out", "%{http_code}"));
        options.addAll(List.of(more));
        return curl(path, host, options);
    }

    /** The list and each release are streams that stay open: what has come after three seconds. */
    private static String get(String path, String host) throws IOException, InterruptedException {
        return curl(path, host, List.of("--no-buffer"));
    }

    private static String curl(String path, String host, List<String> options)
            throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of("curl", "--silent", "--max-time", "3", "--header", "Host: " + host));
        words.addAll(options);
        words.add(address + path);
        try (Command command = Command.start(Optional.empty(), words.toArray(String[]::new))) {
            command.exitCode();
            return command.output();
        }
    }
}
