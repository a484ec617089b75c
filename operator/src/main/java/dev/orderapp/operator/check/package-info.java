/** What the Pod of an http check runs, in the operator's own image. The operator itself never calls it. */
package dev.orderapp.operator.check;
