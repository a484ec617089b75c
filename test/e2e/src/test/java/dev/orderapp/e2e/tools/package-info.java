/**
 * The tools of people and pipelines, on one shop under load: the kubectl plugin, its dashboard in a
 * browser, Jenkins' builds, Helm. Classes run one after the other, and each leaves the shop at rest.
 */
package dev.orderapp.e2e.tools;
