/**
 * What the ingress controller counted: it alone sees requests that a Pod never answered. {@link
 * dev.orderapp.operator.observe.ingress.Replicas} finds the controller's pages, {@link
 * dev.orderapp.operator.observe.ingress.RequestSeries} knows how controllers name what we ask for.
 */
package dev.orderapp.operator.observe.ingress;
