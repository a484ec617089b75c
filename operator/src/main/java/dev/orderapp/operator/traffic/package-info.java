/**
 * How visitors are routed and how they are split between two versions: the stable Ingress and, per component, a canary
 * Ingress. Pure: objects are built and read here, never sent.
 */
package dev.orderapp.operator.traffic;
