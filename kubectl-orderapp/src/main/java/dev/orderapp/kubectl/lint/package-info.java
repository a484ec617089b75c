/**
 * Checks release files without a cluster, by the CRD that the chart installs: its schema (json-schema-validator), its CEL rules (cel-java), its
 * defaults and its lists' keys, with the messages of the API server. What only a cluster knows (whether an image or a ConfigMap is there) it can't tell.
 */
package dev.orderapp.kubectl.lint;
