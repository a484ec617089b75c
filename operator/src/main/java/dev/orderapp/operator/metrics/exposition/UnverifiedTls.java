package dev.orderapp.operator.metrics.exposition;

import java.net.Socket;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS with whoever answers, whatever certificate it shows. A Pod is asked at its address, which no certificate names, and Kubernetes' own
 * probes ask it the same way. The request carries no secret, so a stranger at that address learns nothing; what it may do is what it may do
 * to a page in clear: show other counters.
 */
public final class UnverifiedTls {
    private UnverifiedTls() {}

    /** For clients that ask Pods, and nobody else. */
    public static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            return context;
        } catch (NoSuchAlgorithmException | KeyManagementException impossible) {
            throw new IllegalStateException("This JVM has no TLS", impossible);
        }
    }

    /** Extended, as the JVM would check the name in the certificate otherwise. */
    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            refuse();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            refuse();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            refuse();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            // Any will do.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // Any will do.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // Any will do.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }

        private static void refuse() {
            throw new UnsupportedOperationException("nobody is served");
        }
    }
}
