/**
 * What the operator, the plugin, the charts and their users agree on beside the fields of the custom resource: names and
 * labels of the objects, annotations, types and reasons of conditions. Code that needs one of these words takes it from here.
 * They are part of what v1 promises: a value may be added, none may change.
 */
package dev.orderapp.v1.contract;
