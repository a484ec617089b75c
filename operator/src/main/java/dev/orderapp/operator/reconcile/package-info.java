/** The loop around one release: observe, decide, save the status, apply, record. It also says which changes start a reconcile. */
package dev.orderapp.operator.reconcile;
