package dev.orderapp.e2e.demo;

import dev.orderapp.e2e.shop.IngressAborts;
import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.LoadGenerator;
import dev.orderapp.e2e.shop.Shop;
import dev.orderapp.e2e.shop.Visitors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pods that run, shoppers who send requests, and a database.
 *
 * <p>Environment: {@code BASE_URL} of the shop, {@code PASSWORD} of its sample customers, {@code RATE} of requests per second (75),
 * {@code ROOT} of the checkout.
 */
final class RunningWorld implements World {
    @Override
    public Visitors startVisitors(Path records) throws IOException {
        return LoadGenerator.shoppers(
                Path.of(Installation.setting("ROOT", ".")),
                records,
                Map.of(
                        "BASE_URL", Installation.baseUrl(),
                        "PASSWORD", Installation.setting("PASSWORD", ""),
                        "RATE", Installation.setting("RATE", "75"),
                        "DURATION", Installation.setting("DURATION", "20m")));
    }

    @Override
    public Optional<List<Map.Entry<String, String>>> orders(Shop shop) throws IOException, InterruptedException {
        return Optional.of(shop.ordersInDatabase());
    }

    @Override
    public IngressAborts aborts() throws IOException {
        return IngressAborts.ofSandbox();
    }
}
