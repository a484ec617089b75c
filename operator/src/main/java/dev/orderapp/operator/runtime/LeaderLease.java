package dev.orderapp.operator.runtime;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lease that says which operator leads. */
public final class LeaderLease {
    public static final String NAME = "orderapp-operator";

    private static final Logger LOG = LoggerFactory.getLogger(LeaderLease.class);

    private LeaderLease() {}

    /** Leaves the lease without a holder, if it is still this one. When that fails, the next leader only waits longer. */
    public static void release(KubernetesClient client, String namespace, String holder) {
        try {
            var lease = client.leases().inNamespace(namespace).withName(NAME).get();
            if (lease == null || !holder.equals(lease.getSpec().getHolderIdentity())) {
                return;
            }
            lease.getSpec().setHolderIdentity("");
            client.resource(lease).update();
            LOG.info("{} released the lease", holder);
        } catch (KubernetesClientException e) {
            LOG.warn("{} could not release the lease: {}", holder, e.getMessage());
        }
    }
}
