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

    /** Names nobody as the holder, if it is still this one. Only a faster hand-over is lost when it fails. */
    public static void giveBack(KubernetesClient client, String namespace, String holder) {
        try {
            var lease = client.leases().inNamespace(namespace).withName(NAME).get();
            if (lease == null || !holder.equals(lease.getSpec().getHolderIdentity())) {
                return;
            }
            lease.getSpec().setHolderIdentity("");
            client.resource(lease).update();
            LOG.info("{} gave the lease back", holder);
        } catch (KubernetesClientException e) {
            LOG.warn("{} could not give the lease back: {}", holder, e.getMessage());
        }
    }
}
