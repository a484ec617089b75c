/**
 * Notifies other systems of decisions, by webhooks. Kubernetes' Events stay the record: a notification that is not accepted is given up
 * after some minutes, and those that wait when the operator ends are lost.
 */
package dev.orderapp.operator.notify;
