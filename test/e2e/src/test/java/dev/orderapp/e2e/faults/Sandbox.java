package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.shop.Installation;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The sandbox's own programs and containers, by the process numbers that it recorded: what no API can do to a cluster. Only what
 * {@code test/sandbox/up} started is ever signalled.
 */
final class Sandbox {
    private static final Path STATE =
            Path.of(Installation.setting("ORDERAPP_SANDBOX_STATE", "/var/lib/orderapp-sandbox"));

    private Sandbox() {}

    /** Sends a signal, such as {@code STOP}, to one of the sandbox's programs, such as {@code etcd}. */
    static void signal(String program, String signal) throws IOException, InterruptedException {
        String pid = Files.readString(STATE.resolve("run/" + program + ".pid")).split(" ")[0];
        run("kill", "-s", signal, pid);
    }

    /** Starts what does not run, and waits until all is ready. */
    static void up() throws IOException, InterruptedException {
        run(Path.of(Installation.setting("ROOT", "."), "sandbox", "up").toString());
    }

    /**
     * Ends the main process of a Pod's only container with -9.
     *
     * @return false if there was none just then
     */
    static boolean kill(Pod pod) throws IOException, InterruptedException {
        List<String> ids = pod.getStatus().getContainerStatuses().stream()
                .filter(c -> c.getState().getRunning() != null)
                .map(c -> c.getContainerID().replaceFirst("^containerd://", ""))
                .toList();
        String socket = STATE.resolve("run/containerd.sock").toString();
        for (String id : ids) {
            if (status("ctr", "--address", socket, "--namespace", "k8s.io", "tasks", "kill", "--signal", "9", id)
                    == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Runs a program to its end.
     *
     * @throws IOException if it ends with anything but 0
     */
    static void run(String... command) throws IOException, InterruptedException {
        int status = status(command);
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status);
        }
    }

    private static int status(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
