package dev.orderapp.operator.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TrimmedStoresTest {
    private final AtomicInteger removals = new AtomicInteger();
    private final InformerEventSourceConfiguration<Service> services = TrimmedStores.secondary(
            InformerEventSourceConfiguration.from(Service.class, OrderAppRelease.class)
                    .withNamespacesInheritedFromController()
                    .build(),
            removals::incrementAndGet);

    private ItemStore<Service> store() {
        return services.getInformerConfig().getItemStore();
    }

    @Test
    void eachObjectThatGoesIsTold() {
        ItemStore<Service> store = store();
        store.put("store/shop", service());
        store.put("store/shop", service());
        assertEquals(0, removals.get());

        store.remove("store/shop");

        assertEquals(1, removals.get());
        assertEquals(0, store.size());
    }

    @Test
    void eachNamespaceHasAStoreOfItsOwn() {
        assertNotSame(store(), store());
    }

    private static Service service() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("store")
                .withName("shop")
                .endMetadata()
                .build();
    }
}
