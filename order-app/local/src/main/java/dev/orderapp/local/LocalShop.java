package dev.orderapp.local;

import ch.vorburger.exec.ManagedProcessException;
import dev.orderapp.shop.ShopApplication;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The shop's API and its database, until SIGTERM. Settings come from the environment, as in a container. */
public final class LocalShop {

    private LocalShop() {}

    /**
     * Starts both.
     *
     * @param arguments folder of the database's data, folder of its programs, path of its socket
     * @throws ManagedProcessException if the database doesn't start
     */
    public static void main(String[] arguments) throws ManagedProcessException {
        EmbeddedDatabase database =
                EmbeddedDatabase.start(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        SpringApplication shop = new SpringApplication(ShopApplication.class);
        shop.setRegisterShutdownHook(false);
        try {
            ConfigurableApplicationContext running =
                    shop.run("--spring.datasource.url=" + database.url(), "--spring.datasource.username=root");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running, database), "stop"));
        } catch (RuntimeException e) {
            // The shop has said why.
            database.close();
            System.exit(1);
        }
    }

    private static void stop(ConfigurableApplicationContext shop, EmbeddedDatabase database) {
        shop.close();
        try {
            database.close();
        } catch (ManagedProcessException e) {
            LoggerFactory.getLogger(LocalShop.class).error("The database didn't stop by itself", e);
        }
    }
}
