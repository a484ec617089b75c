package dev.orderapp.kubectl.cluster;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Which servers a connection accepts. */
interface Trust {
    /** Those that this machine's authorities vouch for. */
    Trust MACHINE = () -> null;

    /** Whoever answers: the kubeconfig says {@code insecure-skip-tls-verify}. */
    Trust ANYBODY = () -> new TrustManager[] {new TrustsAnybody()};

    /** As TLS asks for it; null for the machine's. */
    TrustManager[] managers() throws GeneralSecurityException;

    /** Those that one of these vouches for. */
    static Trust in(List<X509Certificate> authorities) {
        return () -> {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                    authorities.stream()
                            .map(certificate -> new TrustAnchor(certificate, null))
                            .collect(Collectors.toSet()),
                    new X509CertSelector());
            parameters.setRevocationEnabled(false);
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            return factory.getTrustManagers();
        };
    }

    /** Checks nothing, not even the name. */
    final class TrustsAnybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            // Nobody connects to the plugin by TLS.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // Nobody connects to the plugin by TLS.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // Nobody connects to the plugin by TLS.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            // As the kubeconfig asks for.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // As the kubeconfig asks for.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // As the kubeconfig asks for.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
