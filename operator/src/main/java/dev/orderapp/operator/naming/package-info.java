/** Names, labels and owner of every object that the operator makes: what builders and readers of the cluster share. */
package dev.orderapp.operator.naming;
