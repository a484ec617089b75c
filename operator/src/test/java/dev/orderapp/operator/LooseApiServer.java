package dev.orderapp.operator;

import dev.orderapp.testing.ApiServer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;

/** An API server whose definition of an OrderAppRelease refuses no value. */
final class LooseApiServer extends ApiServer {
    @Override
    protected CustomResourceDefinition crd() {
        return LooseDefinition.of(super.crd());
    }
}
