package dev.orderapp.shop;

import dev.orderapp.shop.schema.MigrationJob;
import dev.orderapp.shop.settings.ShopSettings;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The shop's API. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(ShopSettings.class)
@EnableScheduling
public class ShopApplication {

    /**
     * Starts the server, or does what the first argument asks for; settings come from the environment.
     *
     * @param args {@value MigrationJob#ARGUMENT} brings the schema up to date and ends; nothing starts the server
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(MigrationJob.ARGUMENT)) {
            MigrationJob.run(Arrays.copyOfRange(args, 1, args.length));
        } else {
            SpringApplication.run(ShopApplication.class, args);
        }
    }
}
