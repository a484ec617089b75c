/**
 * What people and pipelines have in their hands, on one shop whose visitors shop on meanwhile: the kubectl plugin, its dashboard in a
 * browser, Jenkins' builds, Helm. Classes play one after the other, and each leaves the shop at rest.
 */
package dev.orderapp.e2e.hands;
