package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.exit.CommandException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a caller proves who it is. */
interface Credentials {
    /** Nothing to show. */
    Credentials NONE = new Credentials() {};

    /** The client certificate, if there is one. */
    default Optional<Identity> identity() {
        return Optional.empty();
    }

    /** The Authorization header, if there is one. */
    default Optional<String> authorization() {
        return Optional.empty();
    }

    /** Asks for new ones, as the server did not accept these; false where asking would bring the same. */
    default boolean renew() {
        return false;
    }

    /** A client certificate. */
    record Certificate(Identity certificate) implements Credentials {
        @Override
        public Optional<Identity> identity() {
            return Optional.of(certificate);
        }
    }

    /** A token, or a name with a password. */
    record Header(String value) implements Credentials {
        static Header token(String token) {
            return new Header("Bearer " + token);
        }

        static Header password(String name, String password) {
            return new Header("Basic "
                    + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public Optional<String> authorization() {
            return Optional.of(value);
        }
    }

    /** A token in a file, which others renew. */
    record TokenFile(Path file) implements Credentials {
        @Override
        public Optional<String> authorization() {
            try {
                return Header.token(Files.readString(file).strip()).authorization();
            } catch (IOException e) {
                throw CommandException.usage("the token file " + file + " of the kubeconfig can't be read");
            }
        }
    }

    /**
     * What a program prints, as those of cloud providers do.
     *
     * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins">client-go
     *     credential plugins</a>
     */
    final class Program implements Credentials {
        private final Map<?, ?> exec;
        private final Path folder;
        private final Object cluster;
        private Object status;

        /**
         * A program.
         *
         * @param exec what the kubeconfig says of it
         * @param folder of the kubeconfig: a path with a slash starts there
         * @param cluster what to tell it of the cluster; null for nothing
         */
        Program(Map<?, ?> exec, Path folder, Object cluster) {
            this.exec = exec;
            this.folder = folder;
            this.cluster = cluster;
            this.status = run();
        }

        @Override
        public Optional<Identity> identity() {
            if (!(Json.field(status, "clientCertificateData") instanceof String certificate)
                    || !(Json.field(status, "clientKeyData") instanceof String key)) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Identity(
                        Pem.certificates(certificate.getBytes(StandardCharsets.US_ASCII)),
                        Pem.key(key.getBytes(StandardCharsets.US_ASCII))));
            } catch (GeneralSecurityException e) {
                throw failed("printed a client certificate that can't be read: " + e.getMessage());
            }
        }

        @Override
        public Optional<String> authorization() {
            return Json.field(status, "token") instanceof String token
                    ? Header.token(token).authorization()
                    : Optional.empty();
        }

        @Override
        public boolean renew() {
            status = run();
            return true;
        }

        private Object run() {
            String command = String.valueOf(exec.get("command"));
            List<String> words = new ArrayList<>();
            words.add(command.contains("/") ? folder.resolve(command).toString() : command);
            Json.items(exec.get("args")).forEach(argument -> words.add(String.valueOf(argument)));
            ProcessBuilder program = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
            boolean asks = !"Never".equals(exec.get("interactiveMode"));
            program.redirectInput(
                    asks ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.from(new File("/dev/null")));
            for (Object variable : Json.items(exec.get("env"))) {
                program.environment()
                        .put(
                                String.valueOf(Json.field(variable, "name")),
                                String.valueOf(Json.field(variable, "value")));
            }
            program.environment().put("KUBERNETES_EXEC_INFO", Json.write(request(asks)));
            try {
                Process running = program.start();
                byte[] printed = running.getInputStream().readAllBytes();
                int code = running.waitFor();
                if (code != 0) {
                    throw failed("ended with " + code);
                }
                return Json.field(Json.read(printed), "status");
            } catch (IOException e) {
                throw failed("can't be run, or printed no credentials: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failed("was interrupted");
            }
        }

        private Map<String, Object> request(boolean interactive) {
            Map<String, Object> spec = cluster == null
                    ? Map.of("interactive", interactive)
                    : Map.of("interactive", interactive, "cluster", cluster);
            return Map.of("apiVersion", exec.get("apiVersion"), "kind", "ExecCredential", "spec", spec);
        }

        private CommandException failed(String how) {
            String hint = exec.get("installHint") instanceof String text ? "; " + text.strip() : "";
            return CommandException.usage(exec.get("command") + ", by which the kubeconfig signs in, " + how + hint);
        }
    }
}
