package dev.orderapp.e2e.demo;

import dev.orderapp.e2e.shop.IngressAborts;
import dev.orderapp.e2e.shop.Shop;
import dev.orderapp.e2e.shop.Visitors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the demo plays: who visits its shop, and who else can tell what became of the visits. */
public interface World {
    /**
     * Starts the visitors.
     *
     * @param records file for what they see, if it has to pass through one
     */
    Visitors startVisitors(Path records) throws IOException;

    /** Orders in the shop's database, as in {@link Shop#ordersInDatabase}; empty where there is no database. */
    Optional<List<Map.Entry<String, String>>> orders(Shop shop) throws IOException, InterruptedException;

    /** Answers that the ingress controller says it broke off. */
    IngressAborts aborts() throws IOException;
}
