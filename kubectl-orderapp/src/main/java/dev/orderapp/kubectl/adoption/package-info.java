/** How a Deployment and an Ingress that run already become a release: what is carried over, and in which steps. Pure; knows {@code exit} alone. */
package dev.orderapp.kubectl.adoption;
