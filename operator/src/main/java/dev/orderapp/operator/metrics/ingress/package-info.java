/**
 * What the ingress controller counted: it alone sees requests that a Pod never answered. {@link
 * dev.orderapp.operator.metrics.ingress.ControllerEndpoints} finds the controller's pages, {@link
 * dev.orderapp.operator.metrics.ingress.RequestSelectors} knows how controllers name what we ask for.
 */
package dev.orderapp.operator.metrics.ingress;
