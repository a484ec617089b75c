/** The owner of every object that the operator makes, and how sentences name an object. Names and labels are in {@link dev.orderapp.v1.contract}. */
package dev.orderapp.operator.metadata;
