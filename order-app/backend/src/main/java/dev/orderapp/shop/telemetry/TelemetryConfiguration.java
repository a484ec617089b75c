package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.observation.ObservationPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** What the metrics speak of, and by which clock. */
@Configuration(proxyBeanMethods = false)
class TelemetryConfiguration {

    /** Probes and scrapes are no visitors: counted, they would make a release look better than it is. */
    @Bean
    ObservationPredicate visitorsOnly() {
        return (name, context) -> !(context instanceof ServerRequestObservationContext request
                && request.getCarrier().getRequestURI().startsWith("/actuator/"));
    }

    /** Never set back, whatever happens to the time of day. */
    @Bean
    Ticker ticker() {
        return Ticker.systemTicker();
    }
}
