/**
 * The objects of a release. A spec becomes a {@link dev.orderapp.operator.resources.RevisionInput}, which is named by its
 * hash; rendered once it becomes a {@link dev.orderapp.operator.resources.RevisionSnapshot}; snapshots and what the
 * rollout wants become a {@link dev.orderapp.operator.resources.DesiredResources}. Pure: nothing here is sent anywhere.
 */
package dev.orderapp.operator.resources;
