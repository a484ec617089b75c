/**
 * Tells other systems what was decided, by webhooks. Kubernetes' Events stay the record: a notification that nobody takes is given up
 * after some minutes, and those that wait when the operator ends are lost.
 */
package dev.orderapp.operator.notify;
