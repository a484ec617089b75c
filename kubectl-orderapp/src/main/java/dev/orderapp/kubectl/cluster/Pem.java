package dev.orderapp.kubectl.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys and certificates in PEM. Java reads keys in PKCS #8 alone; kubeconfigs have them in PKCS #1 (RSA) and SEC 1 (elliptic curves), too, which are
 * the inner part of that.
 */
final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((?:RSA |EC )?)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");

    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC_PUBLIC_KEY = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int CURVE = 0xa0;
    private static final int LONG_FORM = 0x80;

    private Pem() {}

    /** @throws GeneralSecurityException if it is none, or of a kind that Java does not know */
    static PrivateKey key(byte[] pem) throws GeneralSecurityException {
        Matcher found = KEY.matcher(new String(pem, StandardCharsets.US_ASCII));
        if (!found.find()) {
            throw new InvalidKeySpecException("it holds no private key in PEM without a passphrase");
        }
        byte[] inner = Base64.getMimeDecoder().decode(found.group(2));
        return switch (found.group(1)) {
            case "RSA " -> of("RSA", sequence(VERSION_0, RSA, tagged(OCTETS, inner)));
            case "EC " -> of("EC", sequence(VERSION_0, sequence(EC_PUBLIC_KEY, curve(inner)), tagged(OCTETS, inner)));
            default -> ofAnyKind(inner);
        };
    }

    /** All certificates of a file. */
    static List<X509Certificate> certificates(byte[] pem) throws CertificateException {
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static PrivateKey ofAnyKind(byte[] pkcs8) throws GeneralSecurityException {
        for (String algorithm : List.of("RSA", "EC")) {
            try {
                return of(algorithm, pkcs8);
            } catch (InvalidKeySpecException e) {
                continue;
            }
        }
        return of("Ed25519", pkcs8);
    }

    private static PrivateKey of(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** The name of the curve, which SEC 1 has behind the version and the key, and PKCS #8 before them. */
    private static byte[] curve(byte[] sec1) throws InvalidKeySpecException {
        int at = skipHeader(sec1, 0);
        while (at < sec1.length && (sec1[at] & 0xff) != CURVE) {
            at = skipHeader(sec1, at) + length(sec1, at);
        }
        if (at >= sec1.length) {
            throw new InvalidKeySpecException("the key does not name its curve");
        }
        int start = skipHeader(sec1, at);
        return Arrays.copyOfRange(sec1, start, start + length(sec1, at));
    }

    private static int skipHeader(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < LONG_FORM ? 0 : first - LONG_FORM);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < LONG_FORM) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < first - LONG_FORM; i++) {
            length = length << 8 | der[at + 2 + i] & 0xff;
        }
        return length;
    }

    private static byte[] sequence(byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        return tagged(SEQUENCE, content.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        if (content.length < LONG_FORM) {
            der.write(content.length);
        } else {
            der.write(LONG_FORM + 2);
            der.write(content.length >> 8);
            der.write(content.length);
        }
        der.writeBytes(content);
        return der.toByteArray();
    }
}
