package dev.orderapp.kubectl.cluster;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which cluster a command asks, and as whom. */
class ConnectionTest {
    @TempDir
    private Path folder;

    private static Connection.Choice choice(Optional<String> context) {
        return new Connection.Choice(Optional.empty(), context, Optional.empty(), List.of());
    }

    private Endpoint endpoint(Map<String, String> environment) {
        return Connection.endpoint(choice(Optional.empty()), environment, folder.resolve("service-account"));
    }

    /** The variable that names a kubeconfig with this text. */
    private Map<String, String> kubeconfig(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("config"), text);
        return Map.of("KUBECONFIG", file.toString());
    }

    private static String config(String cluster, String user) {
        return """
                current-context: here
                clusters: [{name: c, cluster: {server: "https://api.example.com:6443%s}}]
                users: [{name: u, user: {%s}}]
                contexts: [{name: here, context: {cluster: c, user: u, namespace: shop}}, {name: there, context: {cluster: x}}]
                """.formatted(cluster, user);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        String missing = folder.resolve("missing").toString();
        CommandException exception = assertThrows(CommandException.class, () -> Connection.requireAny(missing));
        assertEquals(
                "$KUBECONFIG is " + missing
                        + ", which can't be read: let it name a file that exists, or name one with --kubeconfig",
                exception.getMessage());
        assertEquals(ExitCode.USAGE, exception.exitCode());
    }

    @Test
    void oneOfSeveralFilesIsEnough() throws IOException {
        Path there = Files.createFile(folder.resolve("there"));
        assertDoesNotThrow(() -> Connection.requireAny(folder.resolve("missing") + File.pathSeparator + there));
    }

    @Test
    void anEmptyVariableMeansTheDefaultFile() {
        assertDoesNotThrow(() -> Connection.requireAny(""));
    }

    @Test
    void noClusterIsReportedAsThatAndNotAsOneThatCannotBeReached() throws IOException {
        Map<String, String> nothing = kubeconfig("{}");
        CommandException exception = assertThrows(CommandException.class, () -> endpoint(nothing));
        assertEquals(ExitCode.USAGE, exception.exitCode());
        assertTrue(exception.getMessage().startsWith("no cluster is chosen"), exception.getMessage());
    }

    @Test
    void aPodKnowsItsCluster() throws IOException {
        Path account = Files.createDirectory(folder.resolve("service-account"));
        Files.writeString(account.resolve("token"), "secret\n");
        Files.writeString(account.resolve("namespace"), "shop");
        String nothing = kubeconfig("{}").get("KUBECONFIG");
        Endpoint pod = endpoint(Map.of(
                "KUBECONFIG", nothing, "KUBERNETES_SERVICE_HOST", "10.0.0.1", "KUBERNETES_SERVICE_PORT", "6443"));
        assertEquals(URI.create("https://10.0.0.1:6443/"), pod.server());
        assertEquals(Optional.of("shop"), pod.namespace());
        assertEquals(Optional.of("Bearer secret"), pod.credentials().authorization());
    }

    @Test
    void theCurrentContextSaysServerNamespaceAndToken() throws IOException {
        Endpoint found = endpoint(kubeconfig(config("\"", "token: t0")));
        assertEquals(URI.create("https://api.example.com:6443/"), found.server());
        assertEquals(Optional.of("shop"), found.namespace());
        assertEquals(Optional.of("Bearer t0"), found.credentials().authorization());
    }

    @Test
    void theFirstOfSeveralFilesDecides() throws IOException {
        String first = kubeconfig(config("\"", "token: first")).get("KUBECONFIG");
        Path second = Files.writeString(folder.resolve("second"), config("\"", "token: second"));
        Endpoint found = endpoint(Map.of("KUBECONFIG", first + File.pathSeparator + second));
        assertEquals(Optional.of("Bearer first"), found.credentials().authorization());
    }

    @Test
    void aNameAndAPasswordAreSentAsSuch() throws IOException {
        Endpoint found = endpoint(kubeconfig(config("\"", "username: a, password: b")));
        assertEquals(Optional.of("Basic YTpi"), found.credentials().authorization());
    }

    @Test
    void aTokenFileIsReadEachTimeAsOthersRenewIt() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "one");
        Endpoint found = endpoint(kubeconfig(config("\"", "tokenFile: token")));
        assertEquals(Optional.of("Bearer one"), found.credentials().authorization());
        Files.writeString(file, "two");
        assertEquals(Optional.of("Bearer two"), found.credentials().authorization());
    }

    @Test
    void aProgramPrintsTheTokenAndIsAskedAgainWhenItIsNotAccepted() throws IOException {
        Path program = Files.writeString(folder.resolve("sign-in"), """
                #!/bin/sh
                echo x >>"$COUNT"
                case $KUBERNETES_EXEC_INFO in *'"kind":"ExecCredential"'*) ;; *) exit 1 ;; esac
                echo "{\\"status\\": {\\"token\\": \\"$1-$(wc -l <"$COUNT" | tr -d ' ')\\"}}"
                """);
        assertTrue(program.toFile().setExecutable(true));
        Endpoint found = endpoint(kubeconfig(config(
                "\"",
                "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./sign-in, args: [it], interactiveMode: Never,"
                        + " env: [{name: COUNT, value: " + folder.resolve("count") + "}]}")));
        assertEquals(Optional.of("Bearer it-1"), found.credentials().authorization());
        assertTrue(found.credentials().renew());
        assertEquals(Optional.of("Bearer it-2"), found.credentials().authorization());
    }

    @Test
    void aProgramThatFailsIsNamedWithWhatToDo() throws IOException {
        Map<String, String> kubeconfig = kubeconfig(config(
                "\"", "exec: {apiVersion: v1, command: ./not-there, installHint: install it, interactiveMode: Never}"));
        CommandException exception = assertThrows(CommandException.class, () -> endpoint(kubeconfig));
        assertTrue(
                exception.getMessage().startsWith("./not-there, by which the kubeconfig signs in, can't be run"),
                exception.getMessage());
        assertTrue(exception.getMessage().endsWith("; install it"), exception.getMessage());
    }

    @Test
    void whatThePluginDoesNotKnowIsRefusedWithASentence() throws IOException {
        Map<String, String> kubeconfig = kubeconfig(config("\"", "auth-provider: {name: oidc}"));
        CommandException exception = assertThrows(CommandException.class, () -> endpoint(kubeconfig));
        assertTrue(exception.getMessage().contains("auth-provider \"oidc\""), exception.getMessage());
    }

    @Test
    void aContextThatNamesAClusterThatIsNotThereIsReported() throws IOException {
        Map<String, String> kubeconfig = kubeconfig(config("\"", "token: t0"));
        CommandException exception = assertThrows(
                CommandException.class,
                () -> Connection.endpoint(choice(Optional.of("there")), kubeconfig, folder.resolve("none")));
        assertEquals(
                "context \"there\" of the kubeconfig names cluster \"x\", which is not there", exception.getMessage());
    }

    @Test
    void somebodyElsesNameIsAskedFor() throws IOException {
        Map<String, String> kubeconfig = kubeconfig(config("\"", "token: t0, as: anna, as-groups: [staff]"));
        assertEquals(
                Map.of("Impersonate-User", List.of("anna"), "Impersonate-Group", List.of("staff")),
                endpoint(kubeconfig).impersonation());
        Connection.Choice byOption =
                new Connection.Choice(Optional.empty(), Optional.empty(), Optional.of("bert"), List.of());
        assertEquals(
                Map.of("Impersonate-User", List.of("bert")),
                Connection.endpoint(byOption, kubeconfig, folder).impersonation());
    }

    @Test
    void aProxyIsTakenFromTheKubeconfigElseFromTheEnvironment() throws IOException {
        Endpoint named = endpoint(kubeconfig(config("\", proxy-url: \"http://proxy:3128\"", "token: t0")));
        assertEquals(Optional.of(URI.create("http://proxy:3128")), named.proxy());
        URI server = URI.create("https://api.example.com:6443/");
        assertEquals(
                Optional.of(URI.create("http://other:80")),
                Connection.proxy(server, Map.of("HTTPS_PROXY", "other:80")));
        assertEquals(
                Optional.empty(),
                Connection.proxy(server, Map.of("https_proxy", "other:80", "NO_PROXY", "localhost,.example.com")));
    }
}
