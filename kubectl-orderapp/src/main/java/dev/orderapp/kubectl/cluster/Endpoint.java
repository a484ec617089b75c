package dev.orderapp.kubectl.cluster;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An API server, and how to be let in.
 *
 * @param server its address
 * @param namespace the context's, if it names one
 * @param trust which servers are accepted
 * @param credentials who asks
 * @param proxy between here and there, if any
 * @param impersonation headers that ask in somebody else's name
 */
record Endpoint(
        URI server,
        Optional<String> namespace,
        Trust trust,
        Credentials credentials,
        Optional<URI> proxy,
        Map<String, List<String>> impersonation) {

    /** One that lets everybody in, without TLS: for tests. */
    static Endpoint open(URI server) {
        return new Endpoint(server, Optional.empty(), Trust.MACHINE, Credentials.NONE, Optional.empty(), Map.of());
    }
}
