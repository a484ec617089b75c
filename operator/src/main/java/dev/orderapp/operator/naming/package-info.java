/** The owner of every object that the operator makes. Names and labels are in {@link dev.orderapp.v1.contract}. */
package dev.orderapp.operator.naming;
