package dev.orderapp.shop.telemetry;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.orderapp.shop.body.BodyFilter;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** What the metrics speak of, and by which clock. */
@Configuration(proxyBeanMethods = false)
class TelemetryConfiguration {

    /** Probes and scrapes are no visitors: counted, they would make a release look better than it is. */
    @Bean
    ObservationPredicate visitorsOnly() {
        return (name, context) -> !(context instanceof ServerRequestObservationContext request
                && request.getCarrier().getRequestURI().startsWith("/actuator/"));
    }

    /**
     * Times requests from the moment when their body is here, by {@link BodyFilter}, in the framework's filter's stead, which
     * comes before it: a client that sends slowly is no slow request of ours.
     */
    @Bean
    FilterRegistrationBean<ServerHttpObservationFilter> timedFromArrival(ObservationRegistry observations) {
        FilterRegistrationBean<ServerHttpObservationFilter> timer =
                new FilterRegistrationBean<>(new ServerHttpObservationFilter(observations));
        timer.setOrder(BodyFilter.ORDER + 1);
        timer.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        return timer;
    }

    /** Never set back, whatever happens to the time of day. */
    @Bean
    Ticker ticker() {
        return Ticker.systemTicker();
    }
}
