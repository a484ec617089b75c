package dev.orderapp.simulation;

import dev.orderapp.e2e.demo.Demo;
import dev.orderapp.e2e.demo.World;
import dev.orderapp.e2e.shop.IngressAborts;
import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.Shop;
import dev.orderapp.e2e.shop.Visitors;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The demo with simulated Pods and visitors. Ends with 1 if an expectation is not met.
 *
 * <p>Environment: what {@link Demo} and {@link OperatorOfSimulatedPods} read.
 */
public final class SimulatedDemo {
    private SimulatedDemo() {}

    /** What this program simulates. There is no database, and no controller that breaks off answers. */
    private record SimulatedWorld(Router router, SimulatedPods pods) implements World {
        @Override
        public Visitors startVisitors(Path records) {
            return SimulatedVisitors.start(router, pods);
        }

        @Override
        public Optional<List<Map.Entry<String, String>>> orders(Shop shop) {
            return Optional.empty();
        }

        @Override
        public IngressAborts aborts() {
            return IngressAborts.NONE;
        }
    }

    /**
     * Runs it.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean met;
        try (KubernetesClient client = new KubernetesClientBuilder().build();
                Cluster cluster = new Cluster(client, Installation.setting("NAMESPACE", "shop"));
                SimulatedPods pods = SimulatedPods.start(OperatorOfSimulatedPods.port())) {
            met = new Demo(new SimulatedWorld(new Router(cluster), pods), "simulated-demo").print();
        }
        System.exit(met ? 0 : 1);
    }
}
