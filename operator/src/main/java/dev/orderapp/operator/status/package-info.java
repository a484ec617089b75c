/**
 * The custom resource's status: {@link dev.orderapp.operator.status.StatusReader} gives the core back what it decided before,
 * {@link dev.orderapp.operator.status.StatusWriter} saves what it decides now, and {@link
 * dev.orderapp.operator.status.StatusConditions} says the same for people and scripts.
 */
package dev.orderapp.operator.status;
