/** The start that is recorded while the image is built, for quicker starts in the cluster: the operator against a fake API server. */
package dev.orderapp.operator.training;
