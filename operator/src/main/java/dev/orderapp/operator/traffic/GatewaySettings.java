package dev.orderapp.operator.traffic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.GatewaySpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.ParentRefSpec;
import dev.orderapp.v1.PreviewSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the HTTPRoute is made of.
 *
 * @param gateway Gateways, hosts, time limits and headers
 * @param paths what leads to each component; only components that are exposed
 * @param preview who gets a canary before any visitor does; null: nobody
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record GatewaySettings(
        GatewaySpec gateway,
        Map<ComponentName, String> paths,
        @JsonInclude(JsonInclude.Include.NON_NULL) PreviewSpec preview)
        implements EntranceSettings {
    public GatewaySettings {
        paths = EntranceSettings.inOrder(paths);
    }

    @Override
    public List<HasMetadata> objects(OrderAppRelease release, Map<ComponentName, Route> routes) {
        return new GatewayRouter().objects(release, this, routes);
    }

    List<String> hosts() {
        return Optional.ofNullable(gateway.hosts()).orElse(List.of());
    }

    List<ParentRefSpec> redirects() {
        return Optional.ofNullable(gateway.redirectToHttps()).orElse(List.of());
    }
}
