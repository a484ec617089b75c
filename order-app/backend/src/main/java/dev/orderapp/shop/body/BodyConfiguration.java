package dev.orderapp.shop.body;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** How many bodies are waited for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BodySettings.class)
class BodyConfiguration {

    /**
     * As many as are set; where each takes one of the server's few threads, half of these at most, and a quarter of that from one
     * network.
     */
    @Bean
    BodySlots bodySlots(
            BodySettings settings, Environment environment, @Value("${server.tomcat.threads.max}") int threads) {
        if (Threading.VIRTUAL.isActive(environment)) {
            return new BodySlots(settings.waiting(), settings.waitingPerNetwork());
        }
        int most = Math.max(1, Math.min(settings.waiting(), threads / 2));
        return new BodySlots(most, Math.max(1, Math.min(settings.waitingPerNetwork(), most / 4)));
    }
}
