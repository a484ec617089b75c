package dev.orderapp.kubectl.cluster;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Who is on both ends of an encrypted connection. */
final class Tls {
    private Tls() {}

    /** A context for connections to servers that are trusted, as somebody. */
    static SSLContext context(Trust trust, Optional<Identity> identity) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(identity.map(Identity::managers).orElse(null), trust.managers(), null);
        return context;
    }
}
