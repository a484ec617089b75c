package dev.orderapp.kubectl.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which kubeconfigs have keys. */
class PemTest {
    /** A version, 32 bytes of key and the curve's name, prime256v1. */
    private static final String SEC_1 = "3031" + "020101" + "0420%s" + "a00a06082a8648ce3d030107";

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        return Pem.key(pem.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void readsKeysOfAnyKindInPkcs8(String algorithm) throws GeneralSecurityException {
        PrivateKey key =
                KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
        assertArrayEquals(
                key.getEncoded(), key(pem("PRIVATE KEY", key.getEncoded())).getEncoded());
    }

    @Test
    void readsRsaKeysInPkcs1() throws GeneralSecurityException {
        PrivateKey key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        byte[] pkcs8 = key.getEncoded();
        // The version, the algorithm and the head of the octets take 26 bytes; what is left is PKCS #1.
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        assertArrayEquals(pkcs8, key(pem("RSA PRIVATE KEY", pkcs1)).getEncoded());
    }

    @Test
    void readsEllipticKeysInSec1() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        ECPrivateKey key = (ECPrivateKey) generator.generateKeyPair().getPrivate();
        byte[] sec1 = HexFormat.of().parseHex(SEC_1.formatted("%064x".formatted(key.getS())));
        assertEquals(key.getS(), ((ECPrivateKey) key(pem("EC PRIVATE KEY", sec1))).getS());
    }

    @Test
    void refusesWhatIsNoKey() {
        assertThrows(GeneralSecurityException.class, () -> key("-----BEGIN CERTIFICATE-----\nAAAA\n-----END"));
        assertThrows(
                GeneralSecurityException.class, () -> key("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END"));
    }
}
