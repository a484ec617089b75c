/** The life of the process: it waits for the API server, starts the controller, says whether it is ready, leads and stops. */
package dev.orderapp.operator.runtime;
