package dev.orderapp.shop.ratelimit;

import dev.orderapp.shop.settings.ShopSettings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** By what a subject stands in the database. Keyed, since addresses could be guessed from bare hashes; the same in all Pods. */
@Component
public class SubjectHash {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    SubjectHash(ShopSettings settings) {
        this.key = new SecretKeySpec(settings.sessionKeyBytes(), ALGORITHM);
    }

    /** @param purpose what is counted of the subject; subjects of different purposes never meet */
    public byte[] of(String purpose, String subject) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal((purpose + '\0' + subject).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
