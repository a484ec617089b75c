package dev.orderapp.shop.telemetry;

import io.micrometer.observation.ObservationPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** What the metrics speak of. */
@Configuration(proxyBeanMethods = false)
class ObservationConfiguration {

    /** Probes and scrapes are no visitors: counted, they would make a release look better than it is. */
    @Bean
    ObservationPredicate visitorsOnly() {
        return (name, context) -> !(context instanceof ServerRequestObservationContext request
                && request.getCarrier().getRequestURI().startsWith("/actuator/"));
    }
}
