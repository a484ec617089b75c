package dev.orderapp.shop;

import dev.orderapp.shop.settings.ShopSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The shop's API. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(ShopSettings.class)
public class ShopApplication {

    /** Starts the server; settings come from the environment. */
    public static void main(String[] args) {
        SpringApplication.run(ShopApplication.class, args);
    }
}
