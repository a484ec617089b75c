package dev.orderapp.crd;

import dev.orderapp.testing.ApiServer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;

/** An API server with the CRD as the records have it now, written to the chart or not. */
final class GeneratedCrdServer extends ApiServer {
    @Override
    protected CustomResourceDefinition crd() {
        try {
            return Serialization.unmarshal(OrderAppReleaseCrd.yaml(), CustomResourceDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
