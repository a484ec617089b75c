package dev.orderapp.shop.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Tokens for one purpose, signed with the key that all processes and versions share. None passes for another purpose. */
final class SignedTokens {

    private static final JwsHeader HEADER = JwsHeader.with(MacAlgorithm.HS256).build();

    private final String purpose;
    private final Duration lifetime;
    private final Clock clock;
    private final JwtEncoder encoder;
    private final JwtDecoder decoder;

    SignedTokens(byte[] key, String purpose, Duration lifetime, Clock clock) {
        this.purpose = purpose;
        this.lifetime = lifetime;
        this.clock = clock;
        SecretKey secret = new SecretKeySpec(key, "HmacSHA256");
        this.encoder = NimbusJwtEncoder.withSecretKey(secret).build();
        this.decoder = decoder(secret, purpose, clock);
    }

    /** A token that says this from now on, for its lifetime. */
    String issue(String subject, Map<String, Object> more) {
        Instant now = clock.instant();
        JwtClaimsSet content = JwtClaimsSet.builder()
                .issuer(purpose)
                .subject(subject)
                .issuedAt(now)
                .expiresAt(now.plus(lifetime))
                .claims(claims -> claims.putAll(more))
                .build();
        return encoder.encode(JwtEncoderParameters.from(HEADER, content)).getTokenValue();
    }

    /** What the token says; empty if it is forged, expired or none of ours. */
    Optional<Jwt> read(String token) {
        try {
            return Optional.of(decoder.decode(token));
        } catch (JwtException e) {
            // Anybody can send anything here: that is a visitor who is not signed in, not an error.
            return Optional.empty();
        }
    }

    private static JwtDecoder decoder(SecretKey key, String purpose, Clock clock) {
        // The clocks of two nodes may differ by a little.
        JwtTimestampValidator timestamps = new JwtTimestampValidator(Duration.ofSeconds(30));
        timestamps.setClock(clock);
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withSecretKey(key)
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(timestamps, new JwtIssuerValidator(purpose)));
        return decoder;
    }
}
