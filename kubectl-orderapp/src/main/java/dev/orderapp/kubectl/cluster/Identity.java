package dev.orderapp.kubectl.cluster;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * A client certificate with its key.
 *
 * @param chain the certificate, then those that vouch for it
 * @param key its private key
 */
record Identity(List<X509Certificate> chain, PrivateKey key) {

    /** As TLS asks for it. A key store would first encrypt what it is given. */
    KeyManager[] managers() {
        return new KeyManager[] {new Manager(this)};
    }

    /** Shows the one certificate to every server that asks for one. */
    private static final class Manager extends X509ExtendedKeyManager {
        private static final String ALIAS = "identity";
        private final Identity identity;

        Manager(Identity identity) {
            this.identity = identity;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return fits(types) ? ALIAS : null;
        }

        @Override
        public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
            return fits(types) ? ALIAS : null;
        }

        /** Servers name kinds of keys in the order in which they like them, and each is asked for in turn. */
        private boolean fits(String[] types) {
            return List.of(types).contains(identity.key().getAlgorithm());
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return identity.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.key();
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return null;
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }
    }
}
